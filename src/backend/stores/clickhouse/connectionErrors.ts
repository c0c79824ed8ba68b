import type { FailureKind } from '../../../domain/errors';
import type { ErrorScene } from './errors';

interface Said {
  readonly kind: FailureKind;
  readonly message: string;
}

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
]);

/** What Node's sockets, TLS and HTTP say where no ClickHouse said anything. */
export function connectionMessage(error: unknown, { server, user }: ErrorScene): Said {
  const text = messageOf(error);
  const code = codeOf(error);
  const settings = (message: string): Said => ({ kind: 'settings', message });
  const store = (message: string): Said => ({ kind: 'store', message });
  if (UNTRUSTED.has(code)) {
    return settings(`The certificate of ${server} is not signed by an authority that is trusted here. Paste the certificate of its authority (tlsCaCertificate), or choose tlsMode require. (${text})`);
  }
  if (code.startsWith('CERT_')) {
    return settings(`The certificate of ${server} is not valid now: renew it there, or correct the clock. (${text})`);
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return settings(`The certificate of ${server} is made out to another name. Use the name in the certificate as the address, or choose tlsMode verify-ca. (${text})`);
  }
  if (code.startsWith('ERR_OSSL_')) {
    return settings(`A certificate or key in the settings cannot be used: paste whole PEM texts, with the key that belongs to the client certificate. (${text})`);
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return settings(`${server} does not speak TLS. Give the port of HTTPS (8443 unless changed), or choose tlsMode disable.`);
  }
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return settings(`TLS with ${server} failed. Check the TLS version that the server allows and whether it wants a client certificate. (${text})`);
  }
  if (/must use port \d+ for HTTP/.test(text)) {
    return settings(`${server} is the port of clickhouse-client. Give that of HTTP (8123 unless changed; HTTPS: 8443).`);
  }
  if (code.startsWith('HPE_')) {
    return settings(`${server} does not speak HTTP. Give ClickHouse's port of HTTP (8123 unless changed), or, if it is that of HTTPS, choose tlsMode verify-full.`);
  }
  switch (code) {
    case 'ECONNREFUSED':
      return store(`Nothing listens at ${server}. Check host and port, that ClickHouse runs, and listen_host in its configuration.`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return store(`The name in ${server} is not known to the DNS here. Check the host's name.`);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return store(`${server} does not answer. Check host and port, and that no firewall is between it and Grafana.`);
    case 'ECONNRESET':
    case 'EPIPE':
      return store(`The connection to ${server} was lost. The server was stopped, or something between cut it; ask again. (${text})`);
    default:
      return store(`${server} answered, but not as ClickHouse does for user "${user}". Check the address, the path and any proxy between. (${text})`);
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof AggregateError ? (error.errors[0] as { code?: unknown }).code : (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return (first instanceof Error ? first.message : String(first)).replace(/\s+/g, ' ').slice(0, 200);
}
