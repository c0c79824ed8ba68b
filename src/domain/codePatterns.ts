import { CallResultError } from './errors';

/** A closed range of final status codes, `first` to `last`, both included. */
export interface CodeRange {
  readonly first: number;
  readonly last: number;
  /** The part of the pattern that says so, as written. */
  readonly text: string;
}

export const LOWEST_CODE = 0;
export const HIGHEST_CODE = 999;
const MAX_PARTS = 100;

/**
 * Reads `486`, `486,600`, `5xx`, `500-599` or a mixture of them, separated by commas.
 * @throws CallResultError `settings`, naming the part that cannot be read.
 */
export function parseCodePattern(pattern: string, where: string): CodeRange[] {
  const parts = pattern.split(',').map((part) => part.trim());
  if (parts.length > MAX_PARTS) {
    throw new CallResultError('settings', `${where}: ${parts.length} parts; at most ${MAX_PARTS} are allowed.`);
  }
  return parts.map((part) => parsePart(part, where));
}

function parsePart(part: string, where: string): CodeRange {
  const single = /^\d{1,3}$/.exec(part);
  if (single) {
    return { first: Number(part), last: Number(part), text: part };
  }
  const hundred = /^([0-9])xx$/i.exec(part);
  if (hundred) {
    const first = Number(hundred[1]) * 100;
    return { first, last: first + 99, text: part };
  }
  const range = /^(\d{1,3})\s*-\s*(\d{1,3})$/.exec(part);
  if (range) {
    const [first, last] = [Number(range[1]), Number(range[2])];
    if (first > last) {
      throw new CallResultError('settings', `${where}: "${part}" runs backwards; write ${last}-${first}.`);
    }
    return { first, last, text: part };
  }
  throw new CallResultError(
    'settings',
    `${where}: "${part}" is not a code pattern. Allowed: a code (486), several codes (486,600), a class (5xx) or a range (500-599).`
  );
}
