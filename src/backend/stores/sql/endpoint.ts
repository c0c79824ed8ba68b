import type { ConnectionOptions } from 'node:tls';
import type { ServerConnection } from '../../../domain/serverConnection';

/** How Node opens TLS to a server; null for none. @param host the name that the certificate must have */
export function tlsOptions(
  { mode, caCertificate, clientCertificate, clientKey }: ServerConnection['tls'],
  host: string
): ConnectionOptions | null {
  const certificates = {
    ...(caCertificate === '' ? {} : { ca: caCertificate }),
    ...(clientCertificate === '' ? {} : { cert: clientCertificate, key: clientKey }),
  };
  switch (mode) {
    case 'disable':
      return null;
    case 'require':
      return { ...certificates, servername: host, rejectUnauthorized: false };
    case 'verify-ca':
      return { ...certificates, servername: host, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case 'verify-full':
      return { ...certificates, servername: host, rejectUnauthorized: true };
  }
}

/** As people write it. */
export function shownAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
