/** Every engine merges rows into the calls that the rule says, and into the same ones whatever ranges are asked. */
import fc from 'fast-check';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TimeRange } from '../../src/backend/stores/question';
import type { Store } from '../../src/backend/stores/store';
import { type AccountingRow, codeOf, decidingRows, LOOKAHEAD_MS, LOOKBACK_MS } from '../support/kamailioCalls';
import { PATIENT } from '../support/records';
import { ENGINES } from './engines';
import { openScenario } from './openScenario';
import { clockText, type Scenario, type ScenarioTable } from './scenario';

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-merged-')));
const engines = Object.values(ENGINES).flat();
afterAll(() => rmSync(recordsDir, { recursive: true, force: true }));

const START = Date.UTC(2026, 10, 23, 8);

/** Asks every engine about the same tables, one after the other. */
async function ofEveryEngine(scenario: Scenario, check: (store: Store, engine: string) => Promise<void>): Promise<void> {
  for (const engine of engines) {
    const { store } = await openScenario(engine, scenario, recordsDir);
    try {
      await check(store, engine.name);
    } finally {
      await store.close();
    }
  }
}

/** The whole time in pieces. */
function piecesOf(cuts: readonly number[], end: number): TimeRange[] {
  const edges = [START - 1, ...new Set([...cuts].sort((a, b) => a - b)), end];
  return edges.slice(1).map((to, index) => ({ from: edges[index] ?? START, to }));
}

/** Few times, so that many rows are at the same, as far apart as rows of a call may be, and at the edges of ranges. */
const timesOf = (lookaheadMs: number, stepMs: number) =>
  [
    0,
    0,
    60_000,
    lookaheadMs - stepMs,
    lookaheadMs,
    lookaheadMs + stepMs,
    LOOKBACK_MS - stepMs,
    LOOKBACK_MS,
    LOOKBACK_MS + stepMs,
    LOOKBACK_MS + lookaheadMs,
  ].map((ms) => START + ms);
const END = START + 2 * LOOKBACK_MS;

describe('rows of the tables acc and missed_calls', () => {
  interface MarkedRow extends AccountingRow {
    readonly mark: string;
  }

  const someRow = fc.record({
    table: fc.constantFrom('acc' as const, 'acc' as const, 'missed_calls' as const),
    id: fc.integer({ min: 1, max: 3 }),
    method: fc.constantFrom('INVITE', 'INVITE', 'INVITE', 'INVITE', 'BYE'),
    callId: fc.constantFrom('a@x', 'a@x', 'a@x', 'A@x', 'ä', 'b', 'b ', '', ''),
    code: fc.constantFrom('200', '202', '401', '407', '404', '486', '503', '503', '100', '0', 'huh'),
    at: fc.constantFrom(...timesOf(LOOKAHEAD_MS, 1)),
  });
  // By its mark a test knows which row it was. Rows that are the same in all that the rule knows are the same row, there twice.
  const someRows = fc.array(someRow, { minLength: 1, maxLength: 80, size: 'max' }).map((rows) => {
    const known = new Map<string, string>();
    return rows.map((row, index): MarkedRow => {
      const same = row.callId === '' ? `${index}` : JSON.stringify([row.table, row.id, row.method, row.callId, row.code, row.at]);
      known.set(same, known.get(same) ?? `row ${index}`);
      return { ...row, mark: known.get(same) ?? '' };
    });
  });

  const table = (name: string, rows: readonly MarkedRow[]): ScenarioTable => ({
    name,
    columns: [
      { name: 'id', type: 'whole' },
      { name: 'method', type: 'text' },
      { name: 'callid', type: 'text' },
      { name: 'sip_code', type: 'text' },
      { name: 'time', type: 'clock' },
      { name: 'src_user', type: 'text' },
    ],
    rows: [
      ...rows.filter((row) => row.table === name).map((row) => [row.id, row.method, row.callId, row.code, clockText(row.at), row.mark]),
      // Tables are not empty, and a row that is not an INVITE never counts.
      [1, 'BYE', 'a@x', '200', clockText(START), 'bye'],
    ],
  });

  test('are merged as the rule says', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRows,
        fc.array(fc.constantFrom(...timesOf(LOOKAHEAD_MS, 1)), { maxLength: 4, size: 'max' }),
        async (rows, cuts) => {
          const expected = decidingRows(rows);
          const scenario: Scenario = {
            name: 'random',
            tables: [table('acc', rows), table('missed_calls', rows)],
            jsonData: { layout: 'kamailio', timeZone: 'UTC' },
            range: { from: START, to: START },
          };
          await ofEveryEngine(scenario, async (store, engine) => {
            const marksIn = async (range: TimeRange | null) => {
              const { records } = await store.ask(
                { kind: 'records', range, filters: [], dimensions: ['src_user'], limit: 1_000, order: 'time', only: null, after: null },
                PATIENT
              );
              return records.map(({ dimensions: [mark], callId, code, time }) => `${mark}: ${callId ?? ''} ${code} ${time}`).sort();
            };
            const wanted = (of: readonly MarkedRow[]) => of.map((row) => `${row.mark}: ${row.callId} ${codeOf(row)} ${row.at}`).sort();
            expect([engine, await marksIn(null)]).toEqual([engine, wanted(expected)]);
            for (const range of piecesOf(cuts, END)) {
              const within = expected.filter(({ at }) => range.from <= at && at < range.to);
              expect([engine, range, await marksIn(range)]).toEqual([engine, range, wanted(within)]);
              const { calls } = await store.ask({ kind: 'counts', range, filters: [], grid: null, split: null }, PATIENT);
              expect([engine, range, calls.reduce((sum, count) => sum + count, 0)]).toEqual([engine, range, within.length]);
            }
          });
        }
      ),
      { numRuns: 15 }
    );
  }, 180_000);
});

describe('legs of the table cdr', () => {
  interface Leg {
    readonly linkedId: string;
    readonly disposition: string;
    readonly sequence: number;
    readonly at: number;
  }

  const QUEUE_MS = 2 * 3_600_000;
  const RANKS: Readonly<Record<string, number>> = { ANSWERED: 0, 'NO ANSWER': 1, BUSY: 1, FAILED: 2, '': 3 };
  const someLeg = fc.record({
    linkedId: fc.constantFrom('1.1', '1.2', '1.2', ''),
    disposition: fc.constantFrom('ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', ''),
    at: fc.constantFrom(...timesOf(QUEUE_MS, 1_000)),
  });
  const someLegs = fc
    .array(someLeg, { minLength: 1, maxLength: 30, size: 'max' })
    .map((legs) => legs.map((leg, index): Leg => ({ ...leg, sequence: index + 1 })));

  /** The first leg that was answered; without one the last that was tried, then the last that failed, then the last of the rest. */
  function isBetter(one: Leg, other: Leg): boolean {
    const [rankOne = 0, rankOther = 0] = [RANKS[one.disposition], RANKS[other.disposition]];
    if (rankOne !== rankOther) {
      return rankOne < rankOther;
    }
    if (one.at !== other.at) {
      return rankOne === 0 ? one.at < other.at : one.at > other.at;
    }
    return one.sequence > other.sequence;
  }

  function callsOf(legs: readonly Leg[]): { readonly leg: Leg; readonly retried: boolean }[] {
    const within = (leg: Leg, before: number, after: number) =>
      leg.linkedId === ''
        ? [leg]
        : legs.filter(({ linkedId, at }) => linkedId === leg.linkedId && leg.at - before <= at && at <= leg.at + after);
    return legs
      .filter((leg) => !within(leg, LOOKBACK_MS, QUEUE_MS).some((other) => isBetter(other, leg)))
      .map((leg) => ({ leg, retried: within(leg, QUEUE_MS, 0).some(({ disposition }) => disposition !== 'ANSWERED') }));
  }

  const table = (legs: readonly Leg[], isKeyed: boolean): ScenarioTable => ({
    name: 'cdr',
    columns: [
      { name: 'start', type: 'clock' },
      { name: 'disposition', type: 'text' },
      { name: 'uniqueid', type: 'text' },
      { name: 'sequence', type: 'whole' },
      ...(isKeyed ? [{ name: 'linkedid', type: 'text' } as const] : []),
    ],
    rows: legs.map(({ at, disposition, sequence, linkedId }) => [
      clockText(at),
      disposition,
      `leg ${sequence}`,
      sequence,
      ...(isKeyed ? [linkedId] : []),
    ]),
  });

  test.each([
    ['are merged by linkedid, and known to have been tried again', true],
    ['are calls of their own in a table without linkedid', false],
  ])(
    '%s',
    async (_, isKeyed) => {
      await fc.assert(
        fc.asyncProperty(
          someLegs,
          fc.array(fc.constantFrom(...timesOf(QUEUE_MS, 1_000)), { maxLength: 4, size: 'max' }),
          async (legs, cuts) => {
            const expected = callsOf(isKeyed ? legs : legs.map((leg) => ({ ...leg, linkedId: '' })));
            const scenario: Scenario = {
              name: 'legs',
              tables: [table(legs, isKeyed)],
              jsonData: { layout: 'asterisk', timeZone: 'UTC' },
              range: { from: START, to: START },
            };
            await ofEveryEngine(scenario, async (store, engine) => {
              for (const range of [...piecesOf(cuts, END), { from: START - 1, to: END }]) {
                const within = expected.filter(({ leg }) => range.from <= leg.at && leg.at < range.to);
                const { records } = await store.ask(
                  { kind: 'records', range, filters: [], dimensions: [], limit: 1_000, order: 'time', only: null, after: null },
                  PATIENT
                );
                expect([engine, range, records.map(({ callId, time }) => `${callId} ${time}`).sort()]).toEqual([
                  engine,
                  range,
                  within.map(({ leg }) => `leg ${leg.sequence} ${leg.at}`).sort(),
                ]);
                const { calls } = await store.ask({ kind: 'counts', range, filters: [], grid: null, split: null, retried: true }, PATIENT);
                expect([engine, range, calls.reduce((sum, count) => sum + count, 0)]).toEqual([
                  engine,
                  range,
                  within.filter(({ retried }) => retried).length,
                ]);
              }
            });
          }
        ),
        { numRuns: isKeyed ? 12 : 3 }
      );
    },
    180_000
  );

  test('are decided by what they say where their sequence is the same, whatever their order in storage', async () => {
    const legs = [1, 2, 3].map((number) => ({ linkedId: '1.1', disposition: 'ANSWERED', sequence: number, at: START }));
    for (const order of [legs, legs.toReversed()]) {
      const { columns, rows } = table(order, true);
      const unnumbered = { name: 'cdr', columns, rows: rows.map((row) => row.map((value, index) => (index === 3 ? 0 : value))) };
      const scenario: Scenario = {
        name: 'legs without a sequence',
        tables: [unnumbered],
        jsonData: { layout: 'asterisk', timeZone: 'UTC' },
        range: { from: START, to: START },
      };
      await ofEveryEngine(scenario, async (store, engine) => {
        const { records } = await store.ask(
          { kind: 'records', range: null, filters: [], dimensions: [], limit: 10, order: 'time', only: null, after: null },
          PATIENT
        );
        expect([engine, records.map(({ callId }) => callId)]).toEqual([engine, ['leg 1']]);
      });
    }
  }, 60_000);
});
