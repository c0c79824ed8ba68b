import type { TlsMode } from '../../domain/serverSettings';
import { message } from '../locale/translate';

export const TLS_MODE_LABELS: Readonly<Record<TlsMode, { readonly label: string; readonly description: string }>> = {
  disable: {
    label: message('No TLS (disable)'),
    description: message('Password and records are sent unencrypted. Use it only on this machine or in a trusted network.'),
  },
  require: {
    label: message('Encrypt only (require)'),
    description: message('The connection is encrypted, but the server is not verified.'),
  },
  'verify-ca': { label: message('Verify CA (verify-ca)'), description: message('The server certificate must be signed by the CA below.') },
  'verify-full': {
    label: message('Verify CA and host name (verify-full)'),
    description: message('The server certificate must be signed by the CA below and issued for the address above.'),
  },
};

export const verifiesCa = (mode: TlsMode): boolean => mode === 'verify-ca' || mode === 'verify-full';
