import type { CountedCodes, DecidedCodes, ExplainedNumber } from '../../../../domain/explanation';
import type { ShowText } from '../../../../domain/numberMask';
import type { RuleTable } from '../../../../domain/rules';
import type { CodeRow } from '../counting/codeRows';

/** Codes of one side, and codes with their rule; what is beyond is counted, not listed. */
const MAX_CODES = 20;
const MAX_CODES_TOLD = 50;

/** A number with the calls on both of its sides, by code. */
export interface NumberOfCalls extends Pick<ExplainedNumber, 'name' | 'side' | 'counted' | 'of'> {
  readonly source?: string | null;
  /** A mere count where the codes were not distinguished. */
  readonly numerator: readonly CodeRow[] | number;
  readonly denominator: readonly CodeRow[];
}

/** @param shown a text of the records as the reader may see it */
export function explainNumbers(numbers: readonly NumberOfCalls[], shown: ShowText): ExplainedNumber[] {
  return numbers.map((number, index) => {
    // The results of a distribution have one denominator: its codes once are enough.
    const isAsBefore = number.denominator === numbers[index - 1]?.denominator;
    return { ...explainNumber(number, shown), ...(isAsBefore ? {} : { denominatorCodes: countedCodes(number.denominator, shown) }) };
  });
}

function explainNumber(
  { name, side, counted, of, source = null, numerator, denominator }: NumberOfCalls,
  shown: ShowText
): ExplainedNumber {
  return {
    name,
    ...(side === undefined ? {} : { side }),
    numerator: typeof numerator === 'number' ? numerator : callsOf(numerator),
    denominator: callsOf(denominator),
    counted,
    of,
    ...(source === null ? {} : { source }),
    ...(typeof numerator === 'number' ? {} : { numeratorCodes: countedCodes(numerator, shown) }),
  };
}

/** The rules behind the codes of some numbers, those of the most frequent codes first. */
export function decidedCodes(numbers: readonly NumberOfCalls[], rules: RuleTable, shown: ShowText): DecidedCodes[] {
  const decided = new Map<string, DecidedCodes & { readonly codes: string[] }>();
  let told = 0;
  for (const row of mostFrequent(numbers.flatMap(({ denominator }) => denominator))) {
    const code = codeText(row, shown);
    for (const number of row.rules ?? [0]) {
      const rule = rules.decide(row.code, row.word, number)?.name ?? null;
      const key = `${row.result} ${rule ?? ''}`;
      const known = decided.get(key) ?? { rule, result: row.result, codes: [] };
      if (told < MAX_CODES_TOLD && !known.codes.includes(code)) {
        known.codes.push(code);
        decided.set(key, known);
        told++;
      }
    }
  }
  return [...decided.values()];
}

export function callsOf(rows: readonly CodeRow[]): number {
  return rows.reduce((sum, { calls }) => sum + calls, 0);
}

function countedCodes(rows: readonly CodeRow[], shown: ShowText): CountedCodes {
  const sorted = mostFrequent(rows.filter(({ calls }) => calls > 0));
  const rest = sorted.slice(MAX_CODES);
  return {
    codes: sorted.slice(0, MAX_CODES).map((row) => [codeText(row, shown), row.calls]),
    ...(rest.length === 0 ? {} : { others: { codes: rest.length, calls: callsOf(rest) } }),
  };
}

function mostFrequent(rows: readonly CodeRow[]): CodeRow[] {
  return [...rows].sort((a, b) => b.calls - a.calls || (a.code ?? Infinity) - (b.code ?? Infinity));
}

function codeText({ code, word }: CodeRow, shown: ShowText): string {
  const parts = [...(code === null ? [] : [String(code)]), ...(word === null ? [] : [shown(word)])];
  return parts.length === 0 ? 'none' : parts.join(' ');
}
