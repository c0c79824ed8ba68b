import { READER_HINT, type ServerDescriptor } from './engine';

const PORT = 5432;

export const postgres: ServerDescriptor = {
  title: 'PostgreSQL',
  description: 'Also TimescaleDB and Citus',
  address: {
    placeholder: `db.example.org:${PORT}`,
    description: `host:port of the server (default port ${PORT}), or the folder of its socket, such as /var/run/postgresql.`,
    port: PORT,
    schemes: { postgres: 'either', postgresql: 'either' },
    hasSockets: true,
    hasPath: false,
  },
  database: { placeholder: 'cdrdb', description: 'The database that holds the records. Default: the database named like the user.' },
  user: { placeholder: 'grafana_reader', description: READER_HINT },
  usualSchema: 'public',
  tablesHint: 'Write tables of another schema as archive.acc.',
};
