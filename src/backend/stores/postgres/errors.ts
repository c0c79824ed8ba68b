import { DatabaseError } from 'pg';
import { type SessionErrors, timeoutMessage } from '../sql/serverErrors';

/** By the codes of PostgreSQL's appendix "Error Codes". */
export const POSTGRES_ERRORS: SessionErrors = {
  hints: {
    program: 'PostgreSQL',
    listening: 'listen_addresses in postgresql.conf',
    withoutTls: 'Turn it on in the server (ssl = on), or choose tlsMode disable.',
    socket: 'Give the folder of unix_socket_directories, as Grafana sees it.',
  },
  // One without a code is the driver's own: what arrived is not PostgreSQL's protocol.
  sentByServer: (error) =>
    error instanceof DatabaseError && error.code !== undefined ? { code: error.code, message: error.message } : null,
  endsConnection: (code) => /^(57P0|08)/.test(String(code)),
  server: [
    {
      codes: ['28P01'],
      kind: 'settings',
      message: ({ user }) => `The password for user "${user}" is wrong. Enter the password again in the data source's settings.`,
    },
    {
      codes: ['28000'],
      kind: 'settings',
      message: ({ user }) =>
        `User "${user}" cannot log in. Check the user's name, that it may log in, that pg_hba.conf has a line for Grafana's address, and whether the server requires TLS (tlsMode).`,
    },
    {
      codes: ['3D000'],
      kind: 'settings',
      message: ({ database }) => `There is no database "${database}". Correct the data source's database.`,
    },
    {
      codes: ['42501'],
      kind: 'settings',
      message: ({ user }) =>
        `User "${user}" has no permission to read this. Run as the table's owner: grant usage on schema <schema> to "${user}"; grant select on <table> to "${user}";`,
    },
    {
      codes: ['42P01'],
      kind: 'settings',
      message: "A table named in the settings or the layout does not exist. Correct tables or schema in the data source's settings.",
    },
    { codes: ['3F000'], kind: 'settings', message: "There is no such schema. Correct schema in the data source's settings." },
    {
      codes: ['42703'],
      kind: 'settings',
      message: "A column named in the settings or the layout does not exist. Correct columns or dimensions in the data source's settings.",
    },
    {
      codes: ['57014'],
      when: ({ ranMs, statementTimeoutMs }) => ranMs >= statementTimeoutMs * 0.9,
      kind: 'timeout',
      message: ({ statementTimeoutMs }) => timeoutMessage(statementTimeoutMs, 'check that the time column has an index'),
    },
    { codes: ['57014'], kind: 'store', message: 'The statement was stopped in the server. Try again.' },
    {
      codes: ['57P01', '57P02'],
      kind: 'store',
      isUnreachable: true,
      message: 'The server was shut down during the statement. Try again when it is running.',
    },
    {
      codes: ['57P03'],
      kind: 'store',
      isUnreachable: true,
      message: 'The server is starting up or shutting down. Try again in a moment.',
    },
    {
      codes: ['53300'],
      kind: 'store',
      message:
        "The server has no free connection. Raise max_connections on the server, lower connections in the data source's settings, or use a pooler.",
    },
    {
      codes: ['53100', '53200'],
      kind: 'store',
      message: 'The server ran out of memory or disk space. Free some there, or choose a shorter time range or fewer values.',
    },
    {
      codes: ['40001', '40P01'],
      kind: 'store',
      message:
        'A standby stopped the statement for the sake of its replication. Try again; if it happens often, raise max_standby_streaming_delay there.',
    },
    {
      codes: ['22P05', '22021'],
      kind: 'query',
      message: "The query has a character that the database's encoding does not know, so no record can have it. Change the filter.",
    },
  ],
  driver: [
    { pattern: /does not support SSL/, problem: 'noTls' },
    {
      pattern: /establishing an SSL/,
      kind: 'settings',
      message: ({ server }) => `${server} refused TLS; the server is probably not PostgreSQL. Check the address and the port.`,
    },
    {
      pattern: /SASL.*password must be/,
      kind: 'settings',
      message: ({ user }) =>
        `The server requires a password, and none is set for user "${user}". Enter the password in the data source's settings.`,
    },
    { pattern: /timeout expired/, problem: 'silent' },
  ],
  otherwise: { problem: 'lost' },
};
