import { inspect } from 'node:util';

/** Logs as go-plugin hosts read them: one JSON object a line, on stderr. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

export type Logger = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

/** `write` is given each line with its line break. */
export function createLogger(write: (line: string) => void, now: () => Date = () => new Date()): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      const entry = { ...fields, '@level': level, '@message': message, '@timestamp': microseconds(now()) };
      write(`${JSON.stringify(entry, plain)}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** go-plugin reads times of exactly six decimals; a line with any other is not taken as JSON. */
function microseconds(time: Date): string {
  return time.toISOString().replace('Z', '000Z');
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Error) {
    // A text, with its stack and causes: hosts print objects on one line.
    return inspect(value);
  }
  return typeof value === 'bigint' ? value.toString() : value;
}
