import { DatabaseError } from 'pg';
import { type SessionErrors, timeoutMessage } from '../sql/serverErrors';

/** By the codes of PostgreSQL's appendix "Error Codes". */
export const POSTGRES_ERRORS: SessionErrors = {
  hints: {
    program: 'PostgreSQL',
    listening: 'listen_addresses in postgresql.conf',
    withoutTls: 'Switch it on there (ssl = on), or choose tlsMode disable.',
    socket: 'Give the folder of unix_socket_directories, as Grafana sees it.',
  },
  sentByServer: (error) => (error instanceof DatabaseError ? { code: error.code ?? '', message: error.message } : null),
  endsConnection: (code) => /^(57P0|08)/.test(String(code)),
  server: [
    {
      codes: ['28P01'],
      kind: 'settings',
      message: ({ user }) => `The password for user "${user}" is wrong. Enter it again in the data source's settings.`,
    },
    {
      codes: ['28000'],
      kind: 'settings',
      message: ({ user }) =>
        `The server does not let user "${user}" in. Check the user's name, that it may log in, that pg_hba.conf has a line for Grafana's address, and whether the server asks for TLS (tlsMode).`,
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
        `User "${user}" may not read this. Run as the table's owner: grant usage on schema <schema> to "${user}"; grant select on <table> to "${user}";`,
    },
    {
      codes: ['42P01'],
      kind: 'settings',
      message: "A table that the settings or the layout name is not there. Correct tables or schema in the data source's settings.",
    },
    { codes: ['3F000'], kind: 'settings', message: "There is no such schema. Correct schema in the data source's settings." },
    {
      codes: ['42703'],
      kind: 'settings',
      message:
        "A column that the settings or the layout name is not there (any more). Correct columns or dimensions in the data source's settings.",
    },
    {
      codes: ['57014'],
      when: ({ ranMs, statementTimeoutMs }) => ranMs >= statementTimeoutMs * 0.9,
      kind: 'timeout',
      message: ({ statementTimeoutMs }) => timeoutMessage(statementTimeoutMs, 'check that the time column has an index'),
    },
    { codes: ['57014'], kind: 'store', message: 'Someone stopped the statement in the server. Ask again.' },
    { codes: ['57P01', '57P02'], kind: 'store', message: 'The server was shut down while it answered. Ask again when it is back.' },
    { codes: ['57P03'], kind: 'store', message: 'The server is starting up or shutting down. Ask again in a moment.' },
    {
      codes: ['53300'],
      kind: 'store',
      message:
        "The server has no connection left. Raise max_connections there, lower connections in the data source's settings, or put a pooler in front.",
    },
    {
      codes: ['53100', '53200'],
      kind: 'store',
      message: 'The server ran out of memory or disk space for this question. Ask for a shorter range or fewer values.',
    },
    {
      codes: ['40001', '40P01'],
      kind: 'store',
      message:
        'A standby stopped the statement for the sake of its replication. Ask again; if it happens often, raise max_standby_streaming_delay there.',
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
      message: ({ server }) => `${server} refused TLS; most likely no PostgreSQL listens there. Check the address and the port.`,
    },
    {
      pattern: /SASL.*password must be/,
      kind: 'settings',
      message: ({ user }) => `The server asks for a password, and none is set for user "${user}". Enter it in the data source's settings.`,
    },
    { pattern: /timeout expired/, problem: 'silent' },
  ],
  otherwise: { problem: 'lost' },
};
