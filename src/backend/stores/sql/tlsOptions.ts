import type { ConnectionOptions } from 'node:tls';
import type { ServerConnection } from '../../../domain/serverConnection';

/** How Node's TLS is to be opened to a server; null if it is not wanted. `host` is whom the certificate must be made out to. */
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
