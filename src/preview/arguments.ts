import { parseArgs } from 'node:util';
import { LAYOUT_NAMES, type LayoutName } from '../domain/layouts/layouts';
import { isTimeZone } from '../domain/timeZone';
import { oneOf, pairsOf, wrong } from './argumentValues';
import { type ServerPlace, serverPlaceOf } from './serverArguments';
import { CHECK, type Task, taskOf } from './task';

export const DEFAULT_PORT = 3033;

/** What the command line asks for. */
export type Command = { readonly do: 'help' } | PreviewCommand;

export type PreviewCommand = Task & RecordsArguments;

/** Which records, and how they are read. */
export interface RecordsArguments {
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
  const checks = given[0] === CHECK;
  const { values, positionals: paths } = readArguments(checks ? given.slice(1) : given);
  if (values.help === true) {
    return { do: 'help' };
  }
  if (paths.length > 1) {
    throw wrong(
      `Give one PATH, not ${paths.length} (${paths.join(' ')}). ${
        paths.includes(CHECK)
          ? `Write ${CHECK} before everything else.`
          : "Quote a glob, so that the shell leaves it alone: 'records/*.csv'."
      }`
    );
  }
  const [path] = paths;
  const server = serverPlaceOf(values, password);
  if (server !== null && path !== undefined) {
    throw wrong(`Give a PATH or --engine, not both (${path}, ${server.engine}).`);
  }
  if (checks && server === null && path === undefined) {
    throw wrong(`${CHECK} needs a PATH, or --engine. Write: npm start -- ${CHECK} /path/to/records.`);
  }
  return {
    ...taskOf(checks, values),
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
        'write-provisioning': { type: 'string' },
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
