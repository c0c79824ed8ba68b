import type { ErrorScene, Said } from './errors';

/** The driver puts a code of its own over the one that Node gave; OpenSSL's texts (X509_verify_cert_error_string) and Node's stay. */
const TLS_FAILED = 'HANDSHAKE_SSL_ERROR';
const UNTRUSTED = /self[- ]signed|issuer certificate|verify the first certificate|signature failure|invalid CA|certificate chain too long/i;
const NOT_VALID_NOW = /certificate (has expired|is not yet valid)|certificate revoked/i;

/** What Node's sockets and TLS and the driver say where the server itself said nothing. */
export function connectionMessage(error: unknown, { server, user }: ErrorScene): Said {
  const text = messageOf(error);
  const code = codeOf(error);
  const settings = (message: string): Said => ({ kind: 'settings', message });
  const store = (message: string): Said => ({ kind: 'store', message });
  if (code === TLS_FAILED && UNTRUSTED.test(text)) {
    return settings(`The certificate of ${server} is not signed by an authority that is trusted here. Paste the certificate of its authority (tlsCaCertificate), or choose tlsMode require. (${text})`);
  }
  if (code === TLS_FAILED && NOT_VALID_NOW.test(text)) {
    return settings(`The certificate of ${server} is not valid now: renew it there, or correct the clock. (${text})`);
  }
  if (code === TLS_FAILED && /altnames/i.test(text)) {
    return settings(`The certificate of ${server} is made out to another name. Use the name in the certificate as the address, or choose tlsMode verify-ca. (${text})`);
  }
  if (code.startsWith('ERR_OSSL_')) {
    return settings(`A certificate or key in the settings cannot be used: paste whole PEM texts, with the key that belongs to the client certificate. (${text})`);
  }
  if (code === TLS_FAILED) {
    return settings(`TLS with ${server} failed. Check the TLS version that the server allows and whether it wants a client certificate. (${text})`);
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return settings(`${server} does not speak TLS. Give it a certificate there (ssl_cert, ssl_key), or choose tlsMode disable.`);
  }
  if (/auth(entication)? plugin|AUTH_SWITCH/i.test(`${code} ${text}`)) {
    return settings(`The server wants user "${user}" to log in by a method that the driver does not have. Give the user caching_sha2_password or mysql_native_password. (${text})`);
  }
  switch (code) {
    case 'ECONNREFUSED':
      return store(`Nothing listens at ${server}. Check host and port, that the server runs, and its bind_address.`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return store(`The name in ${server} is not known to the DNS here. Check the host's name.`);
    case 'ENOENT':
    case 'EACCES':
      return store(`The socket ${server} ${code === 'ENOENT' ? 'is not there' : 'may not be used by Grafana\'s user'}. Give the server's "socket", as Grafana sees it.`);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return store(`${server} does not answer. Check host and port, and that no firewall is between it and Grafana.`);
    default:
      return store(`The connection to ${server} was lost. The server was stopped, or something between cut it; ask again. (${text})`);
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof AggregateError ? (error.errors[0] as { code?: unknown }).code : (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return (first instanceof Error ? first.message : String(first)).slice(0, 300);
}
