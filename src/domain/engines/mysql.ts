import { READER_HINT, type ServerDescriptor } from './engine';

const PORT = 3306;

export const mysql: ServerDescriptor = {
  title: 'MySQL or MariaDB',
  description: 'MySQL 8 or later, MariaDB 10.6 or later',
  address: {
    placeholder: `db.example.org:${PORT}`,
    description: `host:port of the server (default port ${PORT}), or the path of its socket, such as /run/mysqld/mysqld.sock.`,
    port: PORT,
    schemes: { mysql: 'either', mariadb: 'either' },
    hasSockets: true,
    hasPath: false,
  },
  database: { placeholder: 'asteriskcdrdb', description: 'The database that holds the records.' },
  user: { placeholder: 'grafana_reader', description: READER_HINT },
  usualSchema: null,
  tablesHint: 'Write tables of another database as archive.acc.',
};
