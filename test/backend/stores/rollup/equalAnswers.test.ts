import fc from 'fast-check';
import type { AnswerFacts } from '../../../../src/backend/stores/answer';
import type { ValuesQuestion } from '../../../../src/backend/stores/catalogueQuestion';
import type { BreakdownQuestion, CountsQuestion } from '../../../../src/backend/stores/question';
import type { Store, StoreAnswer, StoreQuestion } from '../../../../src/backend/stores/store';
import { selectResults } from '../../../../src/backend/stores/selectResults';
import { compileRules } from '../../../../src/domain/rules';
import { parseSettings } from '../../../../src/domain/settings';
import { SERVER_ENGINES } from '../../../../src/domain/engines/engines';
import { offsetSpans } from '../../../../src/domain/timeZone';
import { failureOf, PATIENT } from '../../../support/records';
import { RECORDS, ROLLUPS } from './rollups';
import { breakdownOf, countsOf, TestDatabase, valuesOf } from './rollupStore';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const { from: START, to: END } = RECORDS;

const moments = fc.oneof(
  fc.integer({ min: -4, max: 4 * 96 }).map((quarter) => START + quarter * 15 * MINUTE),
  fc.integer({ min: 0, max: END - START }).map((ms) => START + ms)
);
const ranges = fc.option(
  fc.tuple(moments, moments).map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) })),
  { nil: null, freq: 12 }
);
const grids = fc.option(
  fc
    .record({
      stepMs: fc.constantFrom(MINUTE, 15 * MINUTE, 20 * MINUTE, HOUR, DAY),
      zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'),
    })
    .map(({ stepMs, zone }) => ({ stepMs, offsets: offsetSpans(zone, START - DAY, END + DAY) })),
  { nil: null }
);
const trunks = fc.subarray(['north', 'south', 'North', 'Zürich', '', 'late', 'nowhere']);
const routes = fc.subarray(['r1', 'r2', 'r3', 'r10']);
const filters = fc.array(
  fc.oneof(
    fc.record({ dimension: fc.constant('trunk'), includes: fc.boolean(), values: trunks }),
    fc.record({ dimension: fc.constantFrom('route', 'caller'), includes: fc.boolean(), values: routes })
  ),
  { maxLength: 1 }
);
const splits = fc.option(
  fc.oneof(
    trunks.map((values) => ({ dimensions: ['trunk'], groups: values.map((value) => [value]) })),
    fc
      .tuple(trunks, routes)
      .map(([some, others]) => ({ dimensions: ['trunk', 'route'], groups: some.flatMap((value) => others.map((other) => [value, other])) }))
  ),
  { nil: null }
);
const counts: fc.Arbitrary<CountsQuestion> = fc.record({ kind: fc.constant('counts'), range: ranges, filters, grid: grids, split: splits });
const breakdowns: fc.Arbitrary<BreakdownQuestion> = fc.record({
  kind: fc.constant('breakdown'),
  range: ranges,
  filters,
  grid: grids,
  dimensions: fc.constantFrom(['trunk'], ['trunk'], ['trunk'], ['route'], ['trunk', 'route'], ['route', 'trunk']),
  first: fc.constant(false),
  maxEntries: fc.constant(100_000),
});
const only = fc.option(
  fc.constantFrom(
    selectResults(compileRules(), ['answered', 'busy']),
    selectResults(compileRules([{ words: ['no answer'], result: 'timeout' }]), ['timeout', 'unclassified'])
  ),
  { nil: null }
);
const values: fc.Arbitrary<ValuesQuestion> = fc.record({
  kind: fc.constant('values'),
  range: ranges,
  filters,
  only,
  dimensions: fc.constantFrom(['trunk'], ['trunk'], ['trunk'], ['route'], ['trunk', 'route'], ['caller']),
  search: fc.constantFrom('', '', 'th', 'R1', 'ü'),
  limit: fc.constantFrom(1, 3, 10, 1_000),
});

/** Questions that a rollup can answer for nearly all of the range, so that it is used whatever else is asked. */
const ALL = { range: { from: START, to: END }, filters: [], grid: null };
const ALL_COUNTS: CountsQuestion = { kind: 'counts', ...ALL, split: null };
const ALL_TRUNKS: BreakdownQuestion = { kind: 'breakdown', ...ALL, dimensions: ['trunk'], first: false, maxEntries: 100_000 };
const ALL_VALUES: ValuesQuestion = {
  kind: 'values',
  range: ALL.range,
  filters: [],
  only: null,
  dimensions: ['trunk'],
  search: '',
  limit: 10,
};

describe.each(SERVER_ENGINES)('%s', (engine) => {
  const { tables, later, sources } = ROLLUPS[engine];
  let database: TestDatabase;
  beforeAll(async () => {
    database = await TestDatabase.of(engine);
    for (const statement of [...tables, ...later]) {
      await database.query(statement);
    }
  }, 120_000);
  afterAll(() => database.end());

  describe.each(sources)('with $title', ({ settings }) => {
    const { rollup, ...others } = settings;
    const used = (statement: string) => (statement.includes(rollup.table) ? 1 : 0);
    let plain: Store;
    let rolledUp: Store;
    beforeAll(() => {
      plain = database.open(others, END);
      rolledUp = database.open(settings, END);
    });

    /** Asks both for the same; at least one of the questions must be answered by the rollup. */
    async function agree<Q extends StoreQuestion>(
      questions: fc.Arbitrary<Q>,
      numRuns: number,
      example: Q,
      told: (answer: StoreAnswer<Q>) => unknown
    ): Promise<void> {
      let uses = 0;
      await fc.assert(
        fc.asyncProperty(questions, async (question) => {
          const [expected, found] = await Promise.all([plain.ask(question, PATIENT), rolledUp.ask(question, PATIENT)]);
          expect(told(found)).toEqual(told(expected));
          uses += used((found as AnswerFacts).statement);
        }),
        { numRuns, examples: [[example]] }
      );
      expect(uses).toBeGreaterThan(0);
    }

    it('counts are those of the records', () => agree(counts, 40, ALL_COUNTS, countsOf));

    it('counts of every value are those of the records', () => agree(breakdowns, 24, ALL_TRUNKS, breakdownOf));

    it('values are those of the records, in their order', () => agree(values, 24, ALL_VALUES, valuesOf));

    describe('under rules that look at its columns', () => {
      const rules = [
        { codes: '503', result: 'busy' },
        { codes: '2xx', when: [{ column: 'trunk', operator: 'in', values: ['north', ''] }], code: 487 },
        { when: [{ column: 'trunk', operator: '=', values: ['Zürich'] }], result: 'rejected' },
      ];

      it('counts are those of the records', async () => {
        const [ruled, ruledAndRolledUp] = [database.open({ ...others, rules }, END), database.open({ ...settings, rules }, END)];
        const [expected, found] = [await ruled.ask(ALL_COUNTS, PATIENT), await ruledAndRolledUp.ask(ALL_COUNTS, PATIENT)];
        expect(used(found.statement)).toBe(1);
        const told = (answer: typeof found) => countsOf({ ...answer, group: answer.rule ?? null });
        expect(told(found)).toEqual(told(expected));
        expect([...new Set(found.rule)].sort()).toEqual([0, 2, 3]);
        const { rules: table } = parseSettings({ rules });
        const question: ValuesQuestion = { ...ALL_VALUES, only: selectResults(table, ['rejected', 'cancelled']) };
        expect(valuesOf(await ruledAndRolledUp.ask(question, PATIENT))).toEqual(valuesOf(await ruled.ask(question, PATIENT)));
      });

      it('is refused for a column that it does not keep', async () => {
        const other = [{ when: [{ column: 'caller', operator: '=', values: ['u1'] }], result: 'busy' }];
        const store = database.open({ ...settings, rules: other }, END);
        expect((await failureOf(store.ask(ALL_COUNTS, PATIENT))).message).toMatch(
          /rollup: "per_\w+" has no column "caller" \(a column that rule 1 \(caller = u1 → busy\) looks at\)\. Available: .*Add it/
        );
      });
    });
  });
});
