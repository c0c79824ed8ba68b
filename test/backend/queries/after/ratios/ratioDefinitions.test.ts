import type { CountsAnswer } from '../../../../../src/backend/stores/answer';
import { countRatios } from '../../../../../src/backend/queries/after/ratios/ratioCounts';
import { definitionOf } from '../../../../../src/domain/customRatio';
import { RATIO_DEFINITIONS, RATIO_PROFILES, type RatioProfile } from '../../../../../src/domain/ratios';
import { compileRules } from '../../../../../src/domain/rules';

/** -1: no final status code. */
const CODES = [
  -1, 0, 183, 200, 202, 301, 302, 401, 403, 404, 407, 408, 480, 484, 486, 487, 488, 500, 502, 503, 504, 600, 603, 604, 606, 607, 608, 777,
];

/** Code number i has 2^i calls, so that a sum says which codes are in it. */
const ANSWER: CountsAnswer = {
  kind: 'counts',
  statement: '',
  parameters: [],
  statementMs: 0,
  unread: { rows: 0, reasons: [] },
  origin: { records: [], rollup: null },
  bucket: null,
  group: null,
  code: Int32Array.from(CODES),
  word: new Int32Array(CODES.length).fill(-1),
  words: [],
  calls: Float64Array.from(CODES, (_, index) => 2 ** index),
};

const codesIn = (calls: number) => CODES.filter((_, index) => Math.floor(calls / 2 ** index) % 2 === 1);
const but = (...left: number[]) => CODES.filter((code) => !left.includes(code));

function sides(definition: Parameters<typeof countRatios>[2][number]): [number[], number[]] {
  const { ratios } = countRatios({ all: ANSWER, retried: ANSWER }, compileRules(), [definition], {
    splitGroups: null,
    buckets: 1,
    positionOf: () => 0,
  });
  return [codesIn(ratios[0]?.numerator[0] ?? NaN), codesIn(ratios[0]?.denominator[0] ?? NaN)];
}

/** Written down from E.411/E.425, RFC 6076 §4.6 to §4.8, HOMER's dashboard, VoIPmonitor's charts.cpp and sip-exporter's documentation. */
const EXPECTED: Record<RatioProfile, [number[], number[]]> = {
  ASR: [[200, 202], CODES],
  SER: [[200], but(301, 302)],
  SEER: [[200, 480, 486, 600, 603], but(301, 302)],
  ISA: [[408, 500, 503, 504], CODES],
  'NER E.425': [[200, 202, 480, 486, 600, 603], CODES],
  'NER E.425 + 487': [[200, 202, 480, 486, 487, 600, 603], CODES],
  'NER HOMER': [[200, 480, 486, 600, 603], but(301, 302)],
  'NER VoIPmonitor': [[200, 202, 301, 302, 401, 403, 404, 407, 408, 480, 484, 486, 487, 488, 600, 603, 604, 607, 608], CODES],
  'NER 100-ISA': [but(408, 500, 503, 504), CODES],
  'retry rescue': [[200, 202], CODES],
};

test.each(RATIO_PROFILES)('%s counts the codes that its source names', (name) => {
  expect(sides({ name, ...RATIO_DEFINITIONS[name] })).toEqual(EXPECTED[name]);
});

test("a share of one's own counts results by the rules and codes by patterns, and only calls of its denominator", () => {
  const share = (numerator: object, denominator?: object) =>
    sides(definitionOf({ name: 'x', numerator, ...(denominator === undefined ? {} : { denominator }) }));
  expect(share({ results: ['busy', 'unclassified'] })).toEqual([[-1, 0, 183, 301, 302, 486, 600, 777], CODES]);
  expect(share({ codes: '4xx,200' }, { codes: '200-404' })).toEqual([
    [200, 401, 403, 404],
    [200, 202, 301, 302, 401, 403, 404],
  ]);
  expect(share({ results: ['busy'] }, { codes: '4xx' })).toEqual([[486], [401, 403, 404, 407, 408, 480, 484, 486, 487, 488]]);
});
