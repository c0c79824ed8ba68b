import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import { NEEDED } from './statementSettings';

/** Columns `name`, `value` of the settings that the user's profile must hold where we may not set them. */
export function profileStatement(): RawBuilder<unknown> {
  return sql`select name, value from system.settings where name in (${sql.join(Object.keys(NEEDED))})`;
}

/** Reads the columns of `profileStatement`; null if all is well. */
export function profileProblem([names = [], values = []]: readonly (readonly unknown[])[], user: string): CallResultError | null {
  const wrong = Object.keys(NEEDED).filter((name) => names.includes(name) && !isOn(values[names.indexOf(name)]));
  if (wrong.length === 0) {
    return null;
  }
  const wanted = wrong.map((name) => `${name} = ${NEEDED[name]}`).join(', ');
  return new CallResultError(
    'settings',
    `The profile of user "${user}" forbids statements to set what they need (readonly = 1, or a constraint), and does not hold it either. Run as an administrator: ALTER USER ${user} SETTINGS ${wanted}; or give the user readonly = 2.`
  );
}

function isOn(value: unknown): boolean {
  return value !== '0' && value !== 'false';
}
