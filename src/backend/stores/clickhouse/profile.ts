import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import { MEANINGFUL } from './statementSettings';

/** Columns `name`, `value` of the settings that the user's profile must hold where we may not set them. */
export function profileStatement(): RawBuilder<unknown> {
  return sql`select name, value from system.settings where name in (${sql.join(Object.keys(MEANINGFUL))})`;
}

/** Reads the columns of `profileStatement`; null if all is well. */
export function profileProblem([names = [], values = []]: readonly (readonly unknown[])[], user: string): CallResultError | null {
  const wrong = names.map(String).filter((name, row) => isOn(values[row]) !== isOn(MEANINGFUL[name]));
  if (wrong.length === 0) {
    return null;
  }
  const wanted = wrong.map((name) => `${name} = ${MEANINGFUL[name]}`).join(', ');
  return new CallResultError('settings', `The profile of user "${user}" lets no statement set anything (readonly = 1), and lacks settings without which answers would be wrong. Run as an administrator: ALTER USER ${user} SETTINGS ${wanted}; or give the user readonly = 2.`);
}

function isOn(value: unknown): boolean {
  return value === 1 || value === '1' || value === 'true';
}
