import { CallResultError } from '../domain/errors';

/** @throws CallResultError `settings` with the names that are allowed. */
export function oneOf<Name extends string>(names: readonly Name[], given: string, what: string): Name {
  const found = names.find((name) => name === given);
  if (found === undefined) {
    throw wrong(`Unknown ${what} "${given}". Allowed: ${names.join(', ')}.`);
  }
  return found;
}

/** Reads `a=b` each. @throws CallResultError `settings` with an example. */
export function pairsOf(pairs: readonly string[], option: string, what: string, example: string): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, left, right] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (left === undefined || right === undefined) {
        throw wrong(`${option} "${pair}" names no two ${what}. Write: ${option} ${example}.`);
      }
      return [left, right];
    })
  );
}

export function wrong(message: string, cause?: unknown): CallResultError {
  return new CallResultError('settings', message, { cause });
}
