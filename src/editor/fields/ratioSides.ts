import { isCallResult } from '../../domain/results';
import type { StoredRatio, StoredSide } from '../../kinds/storedQuery';

export type CustomRatio = Exclude<StoredRatio, string>;

/** Reads what a person writes for one side of a share: names of results (`busy, timeout`), else codes (`486,600`). */
export function readSide(text: string): StoredSide | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) {
    return null;
  }
  return parts.every(isCallResult) ? { results: parts } : { codes: parts.join(',') };
}

/** As it is written; nothing stands for all calls. */
export function sideText(side: StoredSide | undefined): string {
  if (side === undefined) {
    return '';
  }
  return side.codes ?? side.results?.join(', ') ?? '';
}

/** A share to begin with, under a name that is still free. */
export function newCustomRatio(taken: readonly string[]): CustomRatio {
  let name = 'busy share';
  for (let number = 2; taken.includes(name); number++) {
    name = `busy share ${number}`;
  }
  return { name, numerator: { results: ['busy'] } };
}
