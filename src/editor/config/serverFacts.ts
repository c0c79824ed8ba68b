import type { ServerEngine, TlsMode } from '../../domain/serverSettings';

/** What a person must know to reach a database. */
interface ServerFacts {
  readonly address: { readonly placeholder: string; readonly description: string };
  readonly database: { readonly placeholder: string; readonly description: string };
  readonly user: { readonly placeholder: string; readonly description: string };
  /** How a table elsewhere is written. */
  readonly tables: string;
}

const READER = 'A user that may read the tables below and needs nothing more; nothing is ever written.';

export const SERVER_FACTS: Readonly<Record<ServerEngine, ServerFacts>> = {
  postgres: {
    address: {
      placeholder: 'db.example.org:5432',
      description:
        "The server's host:port (5432 if none is named), or the folder of its socket, such as /var/run/postgresql. TimescaleDB and Citus are PostgreSQL.",
    },
    database: { placeholder: 'cdrdb', description: "The database that holds the records. Empty: the one of the user's name." },
    user: { placeholder: 'grafana_reader', description: READER },
    tables: 'Tables of another schema are written archive.acc.',
  },
  mysql: {
    address: {
      placeholder: 'db.example.org:3306',
      description: "The server's host:port (3306 if none is named), or the path of its socket, such as /run/mysqld/mysqld.sock.",
    },
    database: { placeholder: 'asteriskcdrdb', description: 'The database that holds the records.' },
    user: { placeholder: 'grafana_reader', description: READER },
    tables: 'Tables of another database are written archive.acc.',
  },
  clickhouse: {
    address: {
      placeholder: 'clickhouse.example.org:8123',
      description:
        "The host:port of the server's HTTP interface (8123 if none is named, 8443 with TLS). A path behind it, such as that of a proxy, may follow.",
    },
    database: { placeholder: 'default', description: "The database that holds the records. Empty: the user's own default." },
    user: { placeholder: 'default', description: READER },
    tables: 'Tables of another database are written archive.acc. A Distributed table answers for its whole cluster.',
  },
};

export const TLS_FACTS: Readonly<Record<TlsMode, { readonly label: string; readonly description: string }>> = {
  disable: {
    label: 'No TLS (disable)',
    description: 'Password and records travel in the clear; for this machine or a trusted network alone.',
  },
  require: { label: 'TLS (require)', description: 'Encrypted, but whoever answers at the address is believed.' },
  'verify-ca': {
    label: 'TLS, authority checked (verify-ca)',
    description: "The server's certificate must be signed by the authority given below.",
  },
  'verify-full': {
    label: 'TLS, authority and name checked (verify-full)',
    description: "The server's certificate must be signed by the authority given below, and made out to the address above.",
  },
};

export const checksAuthority = (mode: TlsMode): boolean => mode === 'verify-ca' || mode === 'verify-full';
