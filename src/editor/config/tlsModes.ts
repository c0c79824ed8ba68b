import type { TlsMode } from '../../domain/serverSettings';

export const TLS_MODE_LABELS: Readonly<Record<TlsMode, { readonly label: string; readonly description: string }>> = {
  disable: {
    label: 'No TLS (disable)',
    description: 'Password and records are sent unencrypted. Use it only on this machine or in a trusted network.',
  },
  require: { label: 'Encrypt only (require)', description: 'The connection is encrypted, but the server is not verified.' },
  'verify-ca': { label: 'Verify CA (verify-ca)', description: 'The server certificate must be signed by the CA below.' },
  'verify-full': {
    label: 'Verify CA and host name (verify-full)',
    description: 'The server certificate must be signed by the CA below and issued for the address above.',
  },
};

export const verifiesCa = (mode: TlsMode): boolean => mode === 'verify-ca' || mode === 'verify-full';
