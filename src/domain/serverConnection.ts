import type { ServerEngine } from './engines/engines';
import { CallResultError } from './errors';
import { type PemKind, pemProblem } from './pem';
import { readAddress, type ServerAddress } from './serverAddress';
import { CONTROL_CHARACTER, type TlsMode } from './serverSettings';

/** What Grafana keeps of a data source beside its `jsonData`; the secure part arrives in the backend alone. */
export interface ServerAccount {
  /** See `readAddress`. */
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly secureJsonData: Readonly<Record<string, string>>;
}

/** Everything that is needed to reach a database. */
export interface ServerConnection {
  readonly address: ServerAddress;
  readonly user: string;
  readonly password: string;
  /** Empty: the server's own choice. */
  readonly database: string;
  readonly tls: { readonly mode: TlsMode; readonly caCertificate: string; readonly clientCertificate: string; readonly clientKey: string };
  readonly schema: string;
  readonly connections: number;
  /** A statement that runs longer is stopped by the server itself, milliseconds. */
  readonly statementTimeoutMs: number;
}

interface ServerSettingsPart {
  readonly engine: ServerEngine;
  readonly tlsMode: TlsMode;
  readonly tlsCaCertificate: string;
  readonly tlsClientCertificate: string;
  readonly schema: string;
  readonly connections: number;
}

/**
 * Puts the settings and Grafana's own fields of a data source together.
 * @throws CallResultError `settings`: which field is missing or wrong, and what it should hold.
 */
export function serverConnection(settings: ServerSettingsPart, account: ServerAccount, statementTimeoutMs: number): ServerConnection {
  const { tlsMode, tlsCaCertificate, tlsClientCertificate, schema, connections } = settings;
  const { password = '', tlsClientKey = '' } = account.secureJsonData;
  refuseUnusedCertificates(settings);
  if (tlsMode !== 'disable') {
    refuseBadPem({ tlsCaCertificate, tlsClientCertificate }, 'certificate');
    refuseBadPem({ tlsClientKey }, 'private key');
    if (tlsClientCertificate !== '' && tlsClientKey === '') {
      throw new CallResultError(
        'settings',
        'tlsClientKey: missing; a client certificate needs its private key. Enter the key, or remove the certificate.'
      );
    }
  }
  if (account.user === '') {
    throw new CallResultError('settings', 'user: missing; name the database user that may read the call records.');
  }
  for (const field of ['user', 'database'] as const) {
    if (CONTROL_CHARACTER.test(account[field])) {
      throw new CallResultError('settings', `${field}: contains a control character; correct the name.`);
    }
  }
  return {
    address: readAddress(account.url, settings.engine, tlsMode),
    user: account.user,
    password,
    database: account.database,
    tls: { mode: tlsMode, caCertificate: tlsCaCertificate, clientCertificate: tlsClientCertificate, clientKey: tlsClientKey },
    schema,
    connections,
    statementTimeoutMs,
  };
}

/** Who names certificates expects TLS; without it the password would travel in the clear. */
function refuseUnusedCertificates({ tlsMode, tlsCaCertificate, tlsClientCertificate }: ServerSettingsPart): void {
  const unused = tlsCaCertificate !== '' ? 'tlsCaCertificate' : tlsClientCertificate !== '' ? 'tlsClientCertificate' : null;
  if (tlsMode === 'disable' && unused !== null) {
    throw new CallResultError(
      'settings',
      `tlsMode: "disable" uses no certificate, but ${unused} holds one; choose verify-full, verify-ca or require, or remove the certificate.`
    );
  }
}

function refuseBadPem(fields: Readonly<Record<string, string>>, kind: PemKind): void {
  for (const [field, text] of Object.entries(fields)) {
    const problem = text === '' ? null : pemProblem(text, kind);
    if (problem !== null) {
      throw new CallResultError('settings', `${field}: ${problem}`);
    }
  }
}
