import {
  codeOf,
  type ConnectionProblem,
  connectionProblem,
  describeProblem,
  messageOf,
  type ErrorDescription,
  type EngineHints,
} from '../sql/connectionErrors';
import type { ErrorContext } from './errors';

const WORDS: EngineHints = {
  program: 'MySQL or MariaDB',
  listening: 'its bind_address',
  withoutTls: 'Give it a certificate there (ssl_cert, ssl_key), or choose tlsMode disable.',
  socket: 'Give the server\'s "socket", as Grafana sees it.',
};

/** The driver puts a code of its own over the one that Node gave; OpenSSL's texts (X509_verify_cert_error_string) and Node's stay. */
const TLS_FAILED = 'HANDSHAKE_SSL_ERROR';
const TLS_PROBLEMS: readonly (readonly [RegExp, ConnectionProblem])[] = [
  [/self[- ]signed|issuer certificate|verify the first certificate|signature failure|invalid CA|certificate chain too long/i, 'untrusted'],
  [/certificate (has expired|is not yet valid)|certificate revoked/i, 'notValidNow'],
  [/altnames/i, 'otherName'],
];

/** What Node's sockets and TLS and the driver say where the server itself said nothing. */
export function connectionMessage(error: unknown, { server, user, answered }: ErrorContext): ErrorDescription {
  const text = messageOf(error);
  const code = codeOf(error);
  const said = (problem: ConnectionProblem) => describeProblem(problem, error, server, answered, WORDS);
  if (code === TLS_FAILED) {
    return said(TLS_PROBLEMS.find(([pattern]) => pattern.test(text))?.[1] ?? 'tlsFailed');
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return said('noTls');
  }
  if (/auth(entication)? plugin|AUTH_SWITCH/i.test(`${code} ${text}`)) {
    return {
      kind: 'settings',
      message: `The server wants user "${user}" to log in by a method that the driver does not have. Give the user caching_sha2_password or mysql_native_password. (${text})`,
    };
  }
  return said(connectionProblem(error) ?? 'lost');
}
