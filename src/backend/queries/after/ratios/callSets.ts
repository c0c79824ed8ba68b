import { HIGHEST_CODE, parseCodePattern } from '../../../../domain/codePatterns';
import type { CallSet } from '../../../../domain/ratios';
import type { CallResult } from '../../../../domain/results';

/** Whether a call belongs to a set. Null: the call has no final status code. */
export type BelongsTo = (code: number | null, result: CallResult) => boolean;

export function membership(set: CallSet): BelongsTo {
  switch (set.of) {
    case 'all':
      return () => true;
    case 'codes': {
      const listed = listedCodes(set.codes);
      return (code) => code !== null && listed[code] === 1;
    }
    case 'all but': {
      const listed = listedCodes(set.codes);
      return (code) => code === null || listed[code] !== 1;
    }
    case 'results': {
      const listed = new Set(set.results);
      return (_code, result) => listed.has(result);
    }
  }
}

function listedCodes(pattern: string): Uint8Array {
  const listed = new Uint8Array(HIGHEST_CODE + 1);
  for (const { first, last } of parseCodePattern(pattern, 'codes')) {
    listed.fill(1, first, last + 1);
  }
  return listed;
}
