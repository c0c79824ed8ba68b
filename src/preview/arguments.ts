import { parseArgs } from 'node:util';
import { CallResultError } from '../domain/errors';
import { LAYOUT_NAMES, type LayoutName } from '../domain/layoutNames';
import { isTimeZone } from '../domain/timeZone';

export const DEFAULT_PORT = 3033;

export const USAGE = `Usage: npm start -- [PATH] [options]

PATH is a folder, a file, a glob or a .duckdb file with call records (CSV, NDJSON, Parquet).
Without PATH a generated sample is shown: a month of a carrier, 500,000 calls.

  --layout NAME          how the records are laid out: ${LAYOUT_NAMES.join(', ')} (default: calls)
  --time-zone ZONE       zone of times stored without one: UTC, Europe/Berlin, … (default: UTC)
  --column NAME=COLUMN   the layout's column NAME is called COLUMN in the records; may be repeated
  --port PORT            port of the page on this machine (default: ${DEFAULT_PORT})
  --summary              print the results and end
  --json                 with --summary: print one line of JSON instead of the table
  --help                 print this
`;

/** What the command line asks for. */
export type Command = { readonly do: 'help' } | PreviewCommand;

export interface PreviewCommand {
  readonly do: 'page' | 'table' | 'json';
  /** Null: the sample. */
  readonly path: string | null;
  readonly layout: LayoutName;
  readonly timeZone: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly port: number;
}

/** @throws CallResultError `settings` that names the argument and what is allowed in its place. */
export function parseCommand(given: readonly string[]): Command {
  const { values, positionals } = readArguments(given);
  if (values.help === true) {
    return { do: 'help' };
  }
  if (positionals.length > 1) {
    throw wrong(`Give one PATH, not ${positionals.length} (${positionals.join(' ')}). Quote a glob, so that the shell leaves it alone: 'records/*.csv'.`);
  }
  if (values.json === true && values.summary !== true) {
    throw wrong('--json goes with --summary. Write: --summary --json.');
  }
  return {
    do: values.summary !== true ? 'page' : values.json === true ? 'json' : 'table',
    path: positionals[0] ?? null,
    layout: layoutOf(values.layout ?? 'calls'),
    timeZone: timeZoneOf(values['time-zone'] ?? 'UTC'),
    columns: columnsOf(values.column ?? []),
    port: portOf(values.port ?? String(DEFAULT_PORT)),
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
        column: { type: 'string', multiple: true },
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

function layoutOf(name: string): LayoutName {
  const layout = LAYOUT_NAMES.find((known) => known === name);
  if (layout === undefined) {
    throw wrong(`There is no layout "${name}". Allowed: ${LAYOUT_NAMES.join(', ')}.`);
  }
  return layout;
}

function timeZoneOf(name: string): string {
  if (!isTimeZone(name)) {
    throw wrong(`There is no time zone "${name}". Allowed: UTC or an IANA name such as Europe/Berlin.`);
  }
  return name;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw wrong(`"${text}" is no port. Allowed: 1 to 65535, or 0 for any that is free.`);
  }
  return port;
}

function columnsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, column] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (name === undefined || column === undefined) {
        throw wrong(`--column "${pair}" names no two columns. Write: --column sip_code=status.`);
      }
      return [name, column];
    })
  );
}

function wrong(message: string, cause?: unknown): CallResultError {
  return new CallResultError('settings', message, { cause });
}
