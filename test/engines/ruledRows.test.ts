/** Every engine gives rows the results and codes of rules that look at columns, as the first rule that matches says. */
import fc from 'fast-check';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withStatusCodes } from '../../src/backend/stores/decorators/withStatusCodes';
import { selectResults } from '../../src/backend/stores/selectResults';
import type { Store } from '../../src/backend/stores/store';
import { type CallResult, RESULTS } from '../../src/domain/results';
import type { RuleSetting, RuleTable } from '../../src/domain/rules';
import { parseSettings } from '../../src/domain/settings';
import { unmasked } from '../../src/domain/unmasked';
import { PATIENT } from '../support/records';
import { ENGINES } from './engines';
import { openScenario } from './openScenario';
import { clockText, type Scenario } from './scenario';

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-ruled-')));
const engines = Object.values(ENGINES).flat();
afterAll(() => rmSync(recordsDir, { recursive: true, force: true }));

const START = Date.UTC(2026, 10, 23, 8);
const HOUR_MS = 3_600_000;

async function ofEveryEngine(scenario: Scenario, check: (store: Store, rules: RuleTable, engine: string) => Promise<void>): Promise<void> {
  for (const engine of engines) {
    const { store: opened, rules } = await openScenario(engine, scenario, recordsDir);
    const store = withStatusCodes(opened, rules);
    try {
      await check(store, rules, engine.name);
    } finally {
      await store.close();
    }
  }
}

/** What a row says that rules look at. */
interface Row {
  readonly code: number | null;
  readonly app: string | null;
  readonly leg: string | null;
}

interface Decided {
  readonly code: number | null;
  readonly result: CallResult;
  /** From 1; 0 if no rule that looks at columns, or gives a code, took the row. */
  readonly rule: number;
}

/** The product's table, as docs/result-rules.md has it. */
const DOCUMENTED: readonly (readonly [string, CallResult])[] = [
  ['2..', 'answered'],
  ['486|600', 'busy'],
  ['403|603', 'rejected'],
  ['408', 'timeout'],
  ['487', 'cancelled'],
  ['480|503', 'unavailable'],
  ['[456]..', 'failed'],
];

/** Whether a code is in a pattern of the kinds that this file uses: `486`, `4xx`, `480-503`. */
function isIn(pattern: string, code: number | null): boolean {
  const [first = '', last = first] = pattern.split('-');
  return code !== null && Number(first.replaceAll('x', '0')) <= code && code <= Number(last.replaceAll('x', '9'));
}

function resultOfCode(rules: readonly RuleSetting[], code: number | null): CallResult {
  const plain = rules.find((rule) => rule.when === undefined && rule.code === undefined && isIn(rule.codes ?? '', code));
  const documented = DOCUMENTED.find(([pattern]) => code !== null && new RegExp(`^(?:${pattern})$`).test(String(code)));
  return plain?.result ?? documented?.[1] ?? 'unclassified';
}

/** The first rule that matches decides; missing values and their spelling NULL are the empty text, and blanks around values do not count. */
function decide(rules: readonly RuleSetting[], row: Row): Decided {
  const valueOf = (column: unknown) => {
    const value = ((column === 'app' ? row.app : row.leg) ?? '').trim();
    return value === 'NULL' ? '' : value;
  };
  const index = rules.findIndex(
    ({ codes, when = [] }) =>
      (codes === undefined || isIn(codes, row.code)) &&
      when.every(
        ({ column, operator, values }) =>
          values.some((value) => value.trim() === valueOf(column)) === (operator === '=' || operator === 'in')
      )
  );
  const rule = rules[index];
  if (rule === undefined || (rule.when === undefined && rule.code === undefined)) {
    return { code: row.code, result: resultOfCode(rules, row.code), rule: 0 };
  }
  const code = rule.code ?? row.code;
  return { code, result: rule.result ?? resultOfCode(rules, code), rule: index + 1 };
}

const VALUES = ['Queue', 'queue', 'Queue ', 'Dial', '', "it's", '\\', '12'];
const someCondition = fc.record({
  column: fc.constantFrom('app', 'leg'),
  operator: fc.constantFrom('=' as const, '!=' as const, 'in' as const, 'not in' as const),
  values: fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 }),
});
const someOutcome = fc.oneof(
  fc.record({ code: fc.constantFrom(200, 487, 603) }),
  fc.record({ result: fc.constantFrom<CallResult>('answered', 'rejected', 'timeout') })
);
const someCodes = fc.constantFrom('2xx', '486', '4xx', '480-503');
const someRule: fc.Arbitrary<RuleSetting> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ codes: someCodes, result: fc.constantFrom<CallResult>('busy', 'failed') }) },
  { weight: 1, arbitrary: fc.record({ codes: fc.constantFrom('200', '503'), code: fc.constantFrom(486, 603) }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.option(someCodes, { nil: undefined }), fc.array(someCondition, { minLength: 1, maxLength: 2 }), someOutcome)
      .map(([codes, when, outcome]) => ({ ...(codes === undefined ? {} : { codes }), when, ...outcome })),
  }
);
/** Rules of which none is hidden by others. */
const someRules = fc.array(someRule, { minLength: 1, maxLength: 4 }).filter((rules) => {
  try {
    parseSettings({ rules });
    return true;
  } catch {
    return false;
  }
});
const someRow: fc.Arbitrary<Row> = fc.record({
  code: fc.constantFrom(200, 202, 404, 480, 486, 487, 503, null),
  app: fc.constantFrom('Queue', 'queue', 'Queue ', 'Dial', '', null, 'NULL', "it's", '\\'),
  leg: fc.constantFrom('Queue', 'Dial', '', null, '12'),
});

describe('rules that look at columns', () => {
  test('decide each call', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someRow, { minLength: 5, maxLength: 40, size: 'max' }), someRules, async (rows, ruleSettings) => {
        const scenario: Scenario = {
          name: 'ruled',
          tables: [
            {
              name: 'calls',
              columns: [
                { name: 'start_time', type: 'clock' },
                { name: 'sip_code', type: 'whole' },
                { name: 'app', type: 'text' },
                { name: 'leg', type: 'text' },
                { name: 'mark', type: 'text' },
              ],
              rows: rows.map(({ code, app, leg }, index) => [clockText(START + index * 1_000), code, app, leg, `row ${index}`]),
            },
          ],
          jsonData: { layout: 'calls', timeZone: 'UTC', rules: ruleSettings },
          range: { from: START, to: START + HOUR_MS },
        };
        const expected = rows.map((row) => decide(ruleSettings, row));
        await ofEveryEngine(scenario, async (store, rules, engine) => {
          const { records } = await store.ask(
            { kind: 'records', range: null, filters: [], dimensions: ['mark'], limit: 1_000, order: 'time', only: null, after: null },
            PATIENT
          );
          const found = records
            .map(({ code, word, rule = 0 }): Decided => ({ code, result: rules.classify(code, word, rule), rule }))
            .reverse();
          expect([engine, found]).toEqual([engine, expected]);
          const sums = new Map<string, number>();
          const counts = await store.ask({ kind: 'counts', range: scenario.range, filters: [], grid: null, split: null }, PATIENT);
          counts.calls.forEach((calls, row) => {
            const code = counts.code[row] ?? -1;
            const result = rules.classify(code < 0 ? null : code, null, counts.rule?.[row]);
            sums.set(`${code} ${result}`, (sums.get(`${code} ${result}`) ?? 0) + calls);
          });
          const wanted = new Map<string, number>();
          for (const { code, result } of expected) {
            wanted.set(`${code ?? -1} ${result}`, (wanted.get(`${code ?? -1} ${result}`) ?? 0) + 1);
          }
          expect([engine, Object.fromEntries(sums)]).toEqual([engine, Object.fromEntries(wanted)]);
          for (const result of RESULTS) {
            const { values } = await store.ask(
              {
                kind: 'values',
                dimensions: ['mark'],
                range: null,
                filters: [],
                only: selectResults(rules, [result]),
                search: '',
                limit: 100,
              },
              PATIENT
            );
            const marks = values.map(([mark = '']) => unmasked(mark)).sort();
            const ofResult = expected.flatMap((one, index) => (one.result === result ? [`row ${index}`] : [])).sort();
            expect([engine, result, marks]).toEqual([engine, result, ofResult]);
          }
        });
      }),
      { numRuns: 8 }
    );
  }, 180_000);

  test('give codes before rows are merged', async () => {
    const someLeg = fc.record({
      linkedId: fc.constantFrom('1.1', '1.2', ''),
      disposition: fc.constantFrom('ANSWERED', 'NO ANSWER', 'BUSY'),
      app: fc.constantFrom('Queue', 'Dial'),
      channel: fc.constantFrom('PJSIP/1', '', null),
      minute: fc.integer({ min: 0, max: 30 }),
    });
    const ruleSettings: RuleSetting[] = [
      {
        when: [
          { column: 'lastapp', operator: '=', values: ['Queue'] },
          { column: 'dstchannel', operator: '=', values: [''] },
        ],
        code: 487,
      },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(someLeg, { minLength: 3, maxLength: 25, size: 'max' }), async (drawn) => {
        const legs = drawn.map((leg, index) => {
          const leaves = leg.app === 'Queue' && (leg.channel ?? '') === '';
          const own = { ANSWERED: 200, 'NO ANSWER': 480, BUSY: 486 }[leg.disposition] ?? 0;
          return { ...leg, sequence: index + 1, at: START + leg.minute * 60_000, code: leaves ? 487 : own, rule: leaves ? 1 : 0 };
        });
        /** The first answered leg decides, else the last. All are within the bounds of a call. */
        const isBetter = (one: (typeof legs)[number], other: (typeof legs)[number]) => {
          if ((one.code === 200) !== (other.code === 200)) {
            return one.code === 200;
          }
          return one.at === other.at ? one.sequence > other.sequence : one.at < other.at === (one.code === 200);
        };
        const deciding = legs.filter(
          (leg) => leg.linkedId === '' || !legs.some((other) => other.linkedId === leg.linkedId && isBetter(other, leg))
        );
        const ofCall = (leg: (typeof legs)[number]) =>
          leg.linkedId === '' ? [leg] : legs.filter(({ linkedId }) => linkedId === leg.linkedId);
        const scenario: Scenario = {
          name: 'queues',
          tables: [
            {
              name: 'cdr',
              columns: [
                { name: 'start', type: 'clock' },
                { name: 'disposition', type: 'text' },
                { name: 'uniqueid', type: 'text' },
                { name: 'sequence', type: 'whole' },
                { name: 'linkedid', type: 'text' },
                { name: 'lastapp', type: 'text' },
                { name: 'dstchannel', type: 'text' },
              ],
              rows: legs.map((leg) => [
                clockText(leg.at),
                leg.disposition,
                `leg ${leg.sequence}`,
                leg.sequence,
                leg.linkedId,
                leg.app,
                leg.channel,
              ]),
            },
          ],
          jsonData: { layout: 'asterisk', timeZone: 'UTC', rules: ruleSettings },
          range: { from: START, to: START + HOUR_MS },
        };
        await ofEveryEngine(scenario, async (store, _, engine) => {
          const { records } = await store.ask(
            { kind: 'records', range: null, filters: [], dimensions: [], limit: 1_000, order: 'time', only: null, after: null },
            PATIENT
          );
          const found = records.map(({ callId, code, rule = 0 }) => `${unmasked(callId ?? '')}: ${code} by ${rule}`).sort();
          expect([engine, found]).toEqual([engine, deciding.map((leg) => `leg ${leg.sequence}: ${leg.code} by ${leg.rule}`).sort()]);
          const retried = await store.ask(
            { kind: 'counts', range: scenario.range, filters: [], grid: null, split: null, retried: true },
            PATIENT
          );
          const failedBefore = deciding.filter((leg) => ofCall(leg).some(({ at, code }) => at <= leg.at && code !== 200));
          expect([engine, retried.calls.reduce((sum, calls) => sum + calls, 0)]).toEqual([engine, failedBefore.length]);
        });
      }),
      { numRuns: 5 }
    );
  }, 180_000);
});
