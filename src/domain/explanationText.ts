import type { CountedCodes, ExplainedNumber, Explanation } from './explanation';

/** Codes that a line names. */
const MAX_CODES = 5;
/** Numbers that a text names: every result of both sides of a comparison. */
const MAX_NUMBERS = 16;

/** `ASR: 192 of 430 calls, codes 200, from acc.sip_code, INVITE rows merged by callid`: the main number, in one line. */
export function explanationHeadline({ numbers, records }: Explanation): string | null {
  const [main] = numbers;
  return main === undefined
    ? null
    : [numberText(main), `from ${records.code}`, ...(records.merging === null ? [] : [records.merging])].join(', ');
}

/** All that an explanation tells, a line each; ready to be copied. */
export function explanationLines(explanation: Explanation): string[] {
  const { numbers, rules, range, baseline, addedUp, leftOut, records } = explanation;
  const headline = explanationHeadline(explanation);
  const further = numbers.slice(1, MAX_NUMBERS).map(numberText);
  const more = numbers.length - MAX_NUMBERS;
  const named = new Set(
    numbers.slice(0, MAX_NUMBERS).flatMap(({ numeratorCodes }) => numeratorCodes?.codes.slice(0, MAX_CODES).map(([code]) => code) ?? [])
  );
  const deciding = rules.flatMap(({ rule, codes }) => {
    const ofNamed = codes.filter((code) => named.has(code));
    return rule === null ? ofNamed.map((code) => `no rule for ${code}`) : ofNamed.slice(0, 1).map(() => rule);
  });
  return [
    ...(headline === null ? [] : [headline]),
    ...further,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(deciding.length === 0 ? [] : [`Decided by ${[...new Set(deciding)].join(', ')}`]),
    `Layout ${records.layout}${records.tables.length === 0 ? '' : `, tables ${records.tables.join(', ')}`}`,
    `Counted from ${instant(range.from)} to ${instant(range.to)}${baseline === undefined ? '' : `, against ${instant(baseline.from)} to ${instant(baseline.to)}`}`,
    ...(addedUp === undefined
      ? []
      : [`Buckets added up from ${addedUp.from}: at least half of the ratios are of ${count(addedUp.median)} calls or more`]),
    ...(leftOut === undefined ? [] : leftOutLine(leftOut)),
  ];
}

function numberText({ name, side, numerator, denominator, counted, of, source, numeratorCodes }: ExplainedNumber): string {
  const whole = of === 'all calls' ? `${count(denominator)} calls` : `${count(denominator)} calls (${of})`;
  const what = numeratorCodes === undefined ? [counted] : numerator === 0 ? [] : [`codes ${codesText(numeratorCodes)}`];
  const from = source === undefined ? [] : [source];
  return [`${name}${side === undefined ? '' : ` (${side})`}: ${count(numerator)} of ${whole}`, ...what, ...from].join(', ');
}

/** A single code needs no count of its own. */
function codesText({ codes, others }: CountedCodes): string {
  const [only] = codes;
  if (only !== undefined && codes.length === 1 && others === undefined) {
    return only[0];
  }
  const left = codes.length - MAX_CODES + (others?.codes ?? 0);
  const shown = codes.slice(0, MAX_CODES).map(([code, calls]) => `${code} (${count(calls)})`);
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function leftOutLine({ rows, reasons }: NonNullable<Explanation['leftOut']>): string[] {
  const why = reasons.map((one) => `${one.reason} (${count(one.rows)})`).join(', ');
  return [`Left out: ${count(rows)} unreadable ${rows === 1 ? 'row' : 'rows'}${why === '' ? '' : `: ${why}`}`];
}

function count(calls: number): string {
  return calls.toLocaleString('en-US');
}

/** ISO 8601, UTC. */
function instant(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}
