import { READER_HINT, type ServerDescriptor } from './engine';

/** Those of the HTTP interface. */
const [PORT, TLS_PORT] = [8123, 8443];

export const clickhouse: ServerDescriptor = {
  title: 'ClickHouse',
  description: 'One server or a cluster; for billions of calls',
  address: {
    placeholder: `clickhouse.example.org:${PORT}`,
    description: `host:port of the HTTP interface (default port ${PORT}, with TLS ${TLS_PORT}). A path, such as that of a proxy, can follow.`,
    port: PORT,
    tlsPort: TLS_PORT,
    schemes: { http: 'noTls', https: 'tls' },
    hasSockets: false,
    hasPath: true,
  },
  database: { placeholder: 'default', description: "The database that holds the records. Default: the user's default database." },
  user: { placeholder: 'default', description: READER_HINT },
  usualSchema: null,
  tablesHint: 'Write tables of another database as archive.acc. A Distributed table reads its whole cluster.',
};
