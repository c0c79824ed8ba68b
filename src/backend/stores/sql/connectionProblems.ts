import type { FailureKind } from '../../../domain/errors';

/** What an error means for the person at the dashboard. */
export interface ErrorDescription {
  readonly kind: FailureKind;
  readonly message: string;
  /** The server is not there, whatever is asked of it. */
  readonly isUnreachable?: true;
}

/** Why a server could not be spoken with, whatever its kind. */
export type ConnectionProblem =
  | 'untrusted'
  | 'notValidNow'
  | 'otherName'
  | 'unusablePem'
  | 'noTls'
  | 'tlsFailed'
  | 'refused'
  | 'unknownHost'
  | 'noSocket'
  | 'forbiddenSocket'
  | 'silent'
  | 'lost';

/** What is said differently of each kind of server. */
export interface EngineHints {
  /** Who should listen there. */
  readonly program: string;
  /** Where the addresses are set that it listens at. */
  readonly listening: string;
  /** What to do if it has no TLS. */
  readonly withoutTls: string;
  /** What to give instead of a socket that is not there. */
  readonly socket: string;
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

/** By the codes of Node's sockets and TLS; null for others. */
export function connectionProblem(error: unknown): ConnectionProblem | null {
  const code = codeOf(error);
  if (UNTRUSTED.has(code)) {
    return 'untrusted';
  }
  if (code.startsWith('CERT_')) {
    return 'notValidNow';
  }
  if (code.startsWith('ERR_OSSL_')) {
    return 'unusablePem';
  }
  if (code.startsWith('ERR_SSL_')) {
    return 'tlsFailed';
  }
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'otherName';
    case 'EPROTO':
      return 'tlsFailed';
    case 'ECONNREFUSED':
      return 'refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unknownHost';
    case 'ENOENT':
      return 'noSocket';
    case 'EACCES':
      return 'forbiddenSocket';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return 'silent';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'lost';
    default:
      return null;
  }
}

/** @param answered whether it ever answered as a server of its kind does */
export function describeProblem(
  problem: ConnectionProblem,
  error: unknown,
  server: string,
  answered: boolean,
  { program, listening, withoutTls, socket }: EngineHints
): ErrorDescription {
  const text = messageOf(error);
  const settings = (message: string): ErrorDescription => ({ kind: 'settings', message });
  const store = (message: string): ErrorDescription => ({ kind: 'store', message });
  const unreachable = (message: string): ErrorDescription => ({ ...store(message), isUnreachable: true });
  switch (problem) {
    case 'untrusted':
      return settings(
        `The certificate of ${server} is not signed by a trusted CA. Paste the CA certificate (tlsCaCertificate), or choose tlsMode require. (${text})`
      );
    case 'notValidNow':
      return settings(
        `The certificate of ${server} has expired or is not valid yet. Renew it on the server, or correct the clock. (${text})`
      );
    case 'otherName':
      return settings(
        `The certificate of ${server} is issued for another name. Use the name in the certificate as the address, or choose tlsMode verify-ca. (${text})`
      );
    case 'unusablePem':
      return settings(
        `A certificate or key in the settings cannot be used: paste whole PEM texts, with the key that belongs to the client certificate. (${text})`
      );
    case 'noTls':
      return settings(`${server} does not speak TLS. ${withoutTls}`);
    case 'tlsFailed':
      return settings(
        `TLS with ${server} failed. Check the TLS version that the server allows and whether it requires a client certificate. (${text})`
      );
    case 'refused':
      return unreachable(`Nothing listens at ${server}. Check host and port, that ${program} runs, and ${listening}.`);
    case 'unknownHost':
      return unreachable(`The host name in ${server} cannot be resolved. Check the host name.`);
    case 'noSocket':
      return unreachable(`The socket ${server} is not there. ${socket}`);
    case 'forbiddenSocket':
      return store(`The socket ${server} may not be used by Grafana's user. ${socket}`);
    case 'silent':
      return unreachable(`${server} does not answer. Check host and port, and that no firewall is between it and Grafana.`);
    case 'lost':
      return unreachable(
        answered
          ? `The connection to ${server} was lost. The server was stopped, or something between cut it; try again. (${text})`
          : `${server} cut the connection before it answered as ${program} does. Check host and port, and that ${program} listens there and is not just starting or stopping. (${text})`
      );
  }
}

/** The first code of several attempts (a name with several addresses); empty if there is none. */
export function codeOf(error: unknown): string {
  const code = (firstOf(error) as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

export function messageOf(error: unknown): string {
  const first = firstOf(error);
  return (first instanceof Error ? first.message : String(first)).replace(/\s+/g, ' ').slice(0, 300);
}

function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
}
