import { parseArgs } from 'node:util';
import { SERVER_ENGINES, SERVERS } from '../domain/engines/engines';
import { LAYOUT_NAMES, type LayoutName } from '../domain/layouts/layouts';
import { TLS_MODES } from '../domain/serverSettings';
import { isTimeZone } from '../domain/timeZone';
import { oneOf, pairsOf, wrong } from './argumentValues';
import { PASSWORD_VARIABLE, type ServerPlace, serverPlaceOf } from './serverArguments';

export const DEFAULT_PORT = 3033;

export const USAGE = `Usage: npm start -- [PATH] [options]

PATH is a folder, a file, a glob or a .duckdb file with call records (CSV, NDJSON, Parquet).
Without PATH a generated sample is shown: a month of a carrier, 500,000 calls.
With --engine they are read from a database instead; its password is taken from the environment variable ${PASSWORD_VARIABLE}.

  --layout NAME          how the records are laid out: ${LAYOUT_NAMES.join(', ')} (default: the one that fits their columns)
  --time-zone ZONE       zone of times stored without one: UTC, Europe/Berlin, … (default: UTC)
  --settings FILE        further settings, as JSON of the data source's jsonData; - reads them from standard input; options above them
  --column NAME=COLUMN   the layout's column NAME is called COLUMN in the records; may be repeated
  --engine NAME          a database: ${SERVER_ENGINES.map((engine) => `${engine} (${SERVERS[engine].title})`).join(', ')}
  --url ADDRESS          with --engine: host:port, or the path of a socket
  --user USER            with --engine: the database user
  --database NAME        with --engine: the database that holds the records
  --schema NAME          with --engine: the schema to look for tables in
  --tls MODE             with --engine: ${TLS_MODES.join(', ')} (default: disable)
  --table NAME=TABLE     with --engine: the layout's table NAME is called TABLE there; may be repeated
  --port PORT            port of the page on this machine (default: ${DEFAULT_PORT}, or the next one that is free)
  --summary              print the results and end
  --json                 with --summary: print one line of JSON instead of the table
  --help                 print this
`;

/** What the command line asks for. */
export type Command = { readonly do: 'help' } | PreviewCommand;

export interface PreviewCommand {
  readonly do: 'page' | 'table' | 'json';
  readonly records: { readonly in: 'sample' } | { readonly in: 'files'; readonly path: string } | ServerPlace;
  /** What was given; else the settings' or the default. */
  readonly layout: LayoutName | undefined;
  readonly timeZone: string | undefined;
  /** A file with settings, or `-`. */
  readonly settings: string | undefined;
  readonly columns: Readonly<Record<string, string>>;
  /** Null: the default port, or the next one that is free. */
  readonly port: number | null;
}

/**
 * `password` is the database's, since what stands on a command line can be read by everyone on the machine.
 * @throws CallResultError `settings` that names the argument and what is allowed in its place.
 */
export function parseCommand(given: readonly string[], password: string): Command {
  const { values, positionals } = readArguments(given);
  if (values.help === true) {
    return { do: 'help' };
  }
  if (positionals.length > 1) {
    throw wrong(
      `Give one PATH, not ${positionals.length} (${positionals.join(' ')}). Quote a glob, so that the shell leaves it alone: 'records/*.csv'.`
    );
  }
  if (values.json === true && values.summary !== true) {
    throw wrong('--json goes with --summary. Write: --summary --json.');
  }
  const [path] = positionals;
  const server = serverPlaceOf(values, password);
  if (server !== null && path !== undefined) {
    throw wrong(`Give a PATH or --engine, not both (${path}, ${server.engine}).`);
  }
  return {
    do: values.summary !== true ? 'page' : values.json === true ? 'json' : 'table',
    records: server ?? (path === undefined ? { in: 'sample' } : { in: 'files', path }),
    layout: values.layout === undefined ? undefined : oneOf(LAYOUT_NAMES, values.layout, 'layout'),
    timeZone: values['time-zone'] === undefined ? undefined : timeZoneOf(values['time-zone']),
    settings: values.settings,
    columns: pairsOf(values.column ?? [], '--column', 'columns', 'sip_code=status'),
    port: values.port === undefined ? null : portOf(values.port),
  };
}

function readArguments(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        layout: { type: 'string' },
        'time-zone': { type: 'string' },
        settings: { type: 'string' },
        column: { type: 'string', multiple: true },
        engine: { type: 'string' },
        url: { type: 'string' },
        user: { type: 'string' },
        database: { type: 'string' },
        schema: { type: 'string' },
        tls: { type: 'string' },
        table: { type: 'string', multiple: true },
        port: { type: 'string' },
        summary: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw wrong(`${reason.replace(/\. To specify a positional argument.*$/, '').replace(/\.?$/, '.')} See: npm start -- --help`, cause);
  }
}

function timeZoneOf(name: string): string {
  if (!isTimeZone(name)) {
    throw wrong(`Unknown time zone "${name}". Allowed: UTC or an IANA name such as Europe/Berlin.`);
  }
  return name;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw wrong(`"${text}" is not a port. Allowed: 1 to 65535, or 0 for any that is free.`);
  }
  return port;
}
