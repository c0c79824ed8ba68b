/** The numbers of timings that each engine works out itself are those of its histograms, of every scenario that has timings. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../src/backend/stores/open';
import type { HistogramAnswer, TimingAnswer } from '../../src/backend/stores/answer';
import type { TimedCalls } from '../../src/backend/stores/question';
import { answeredCalls, selectResults } from '../../src/backend/stores/selectResults';
import type { Store } from '../../src/backend/stores/store';
import { RESULTS } from '../../src/domain/results';
import { parseSettings } from '../../src/domain/settings';
import { offsetSpans } from '../../src/domain/timeZone';
import type { Timing } from '../../src/domain/timings';
import { PATIENT } from '../support/records';
import { ENGINES } from './engines';
import { queriesOf } from './queries';
import { SCENARIOS } from './scenarios';

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-timings-')));
afterAll(() => rmSync(recordsDir, { recursive: true, force: true }));

const PERCENTS = [50, 90, 95, 99];
const BELOW = 6_000;

interface Numbers {
  readonly calls: number;
  readonly total: number;
  readonly longest: number;
  readonly below: number;
  readonly ranks: readonly number[];
}

/** Bucket, group and result → the numbers, of every value one by one. */
function byHand(answer: HistogramAnswer, resultOf: (row: number) => number): Record<string, Numbers> {
  const values = new Map<string, number[]>();
  answer.calls.forEach((calls, row) => {
    const key = [answer.bucket?.[row] ?? null, answer.group?.[row] ?? null, resultOf(row)].join();
    values.set(key, [...(values.get(key) ?? []), ...new Array<number>(calls).fill(answer.milliseconds[row] ?? NaN)]);
  });
  return Object.fromEntries(
    [...values].map(([key, unordered]) => {
      const ms = unordered.sort((a, b) => a - b);
      const ranks = PERCENTS.map((percent) => ms[Math.ceil((percent * ms.length) / 100) - 1] ?? NaN);
      return [
        key,
        {
          calls: ms.length,
          total: ms.reduce((sum, one) => sum + one, 0),
          longest: ms.at(-1) ?? NaN,
          below: ms.filter((one) => one < BELOW).length,
          ranks,
        },
      ];
    })
  );
}

function told(answer: TimingAnswer): Record<string, Numbers> {
  const rows = Array.from(answer.calls.keys()).filter((row) => (answer.calls[row] ?? 0) > 0);
  const at = (column: Float64Array, row: number) => column[row] ?? NaN;
  return Object.fromEntries(
    rows.map((row) => [
      [answer.bucket?.[row] ?? null, answer.group?.[row] ?? null, answer.result?.[row] ?? 0].join(),
      {
        calls: at(answer.calls, row),
        total: at(answer.total, row),
        longest: at(answer.longest, row),
        below: at(answer.below, row),
        ranks: answer.ranks.map((ranks) => at(ranks, row)),
      },
    ])
  );
}

const TIMED = SCENARIOS.filter((scenario) => queriesOf(scenario).some(({ kind }) => kind === 'timing'));

describe.each(TIMED)('$name', (scenario) => {
  const { timings, dimension } = ofTimings(scenario);
  const grid = { stepMs: 3_600_000, offsets: offsetSpans('Asia/Kolkata', scenario.range.from, scenario.range.to) };

  test.each(Object.values(ENGINES).flat())(
    '$name',
    async (engine) => {
      const { jsonData, url = '', user = '', database = '', secureJsonData = {} } = await engine.load(scenario, recordsDir);
      const { settings, rules } = parseSettings(jsonData);
      const store: Store = await openStore(
        settings,
        { url, user, database, secureJsonData },
        { recordsDir, memoryLimitMb: 512, threads: 1, longestQueryMs: 60_000 }
      );
      try {
        const values = await store.ask(
          {
            kind: 'values',
            dimensions: [dimension],
            only: null,
            search: '',
            range: scenario.range,
            filters: [],
            limit: 3,
          },
          PATIENT
        );
        const split = { dimensions: [dimension], groups: values.values };
        const results = selectResults(rules, RESULTS.slice(0, 3));
        for (const timing of timings) {
          const all: TimedCalls = { timing, range: scenario.range, filters: [], grid: null, split: null, only: null, answered: null };
          for (const [of, apart] of [
            [all, null],
            [{ ...all, grid }, null],
            [{ ...all, split, answered: answeredCalls(rules) }, null],
            [{ ...all, grid, split }, results],
            [{ ...all, only: results }, results],
          ] as const) {
            const histogram = await store.ask(
              { kind: 'histogram', ...of, byCode: apart !== null, bounds: null, maxEntries: 1_000_000 },
              PATIENT
            );
            const resultOf = (row: number) => {
              const code = histogram.code[row] ?? -1;
              return apart === null
                ? 0
                : apart.results.indexOf(rules.classify(code < 0 ? null : code, histogram.words[histogram.word[row] ?? -1] ?? null));
            };
            const answer = await store.ask({ kind: 'timing', ...of, results: apart, percents: PERCENTS, below: BELOW }, PATIENT);
            expect(Object.keys(told(answer)).length).toBeGreaterThan(0);
            expect(told(answer)).toEqual(byHand(histogram, resultOf));
          }
        }
      } finally {
        await store.close();
      }
    },
    120_000
  );
});

function ofTimings(scenario: (typeof SCENARIOS)[number]): { timings: Timing[]; dimension: string } {
  const queries = queriesOf(scenario);
  const timings = [...new Set(queries.flatMap(({ kind, timings: named }) => (kind === 'timing' ? (named as Timing[]) : [])))];
  const [dimension = ''] = queries.flatMap(({ splitBy }) => (splitBy as string[] | undefined) ?? []);
  return { timings, dimension };
}
