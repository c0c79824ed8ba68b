/** Every engine finds the same doubtful columns in the same records. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PATIENT } from '../support/records';
import { ENGINES } from './engines';
import { openScenario } from './openScenario';
import { clockText, type Scenario } from './scenario';

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-doubts-')));
afterAll(() => rmSync(recordsDir, { recursive: true, force: true }));

const MIDNIGHT = Date.UTC(2026, 10, 23);
const SAID = ['5', 'perhaps', '0', null, '-', 'yes'];
const SCENARIO: Scenario = {
  name: 'doubts',
  tables: [
    {
      name: 'calls',
      columns: [
        { name: 'start', type: 'clock' },
        { name: 'said', type: 'text' },
        { name: 'stop', type: 'text' },
        { name: 'code', type: 'whole' },
        { name: 'id', type: 'text' },
      ],
      rows: SAID.map((said, index) => [clockText(MIDNIGHT), said, 'NULL', 486, `id ${index}`]),
    },
  ],
  jsonData: {
    layout: 'custom',
    timeZone: 'UTC',
    columns: { start_time: 'start', end_time: 'stop', answered: 'said', code: 'code', call_id: 'id' },
  },
  range: { from: MIDNIGHT, to: MIDNIGHT + 1 },
};

const NO_CALLS: Scenario = {
  ...SCENARIO,
  name: 'no calls',
  jsonData: { ...SCENARIO.jsonData, only: [{ column: 'id', operator: 'in', values: ['call'] }] },
};

test.each(
  Object.values(ENGINES)
    .flat()
    .map((engine) => [engine.name, engine] as const)
)('%s', async (_, engine) => {
  const { store } = await openScenario(engine, SCENARIO, recordsDir);
  try {
    const { unread } = await store.ask({ kind: 'doubts', range: SCENARIO.range, rows: 1_000 }, PATIENT);
    const doubts = [
      { doubt: 'emptyColumns', of: 'other', columns: ['stop'], rows: 6 },
      { doubt: 'noTimeOfDay', column: 'start', rows: 6, example: expect.stringMatching(/^2026-11-23/) },
      { doubt: 'unknownAnswers', column: 'said', rows: 1, example: 'perhaps' },
    ];
    expect(unread.doubts).toEqual(doubts);
    // The same is told with every number.
    const counted = await store.ask({ kind: 'counts', range: SCENARIO.range, filters: [], grid: null, split: null }, PATIENT);
    expect(counted.unread).toMatchObject({ doubts });
    expect(counted.unread.doubtsOf).toBeUndefined();
  } finally {
    await store.close();
  }
  const without = await openScenario(engine, NO_CALLS, recordsDir);
  try {
    const { unread } = await without.store.ask({ kind: 'counts', range: SCENARIO.range, filters: [], grid: null, split: null }, PATIENT);
    expect(unread.doubts).toContainEqual({
      doubt: 'noCalls',
      table: 'calls',
      column: 'id',
      values: ['call'],
      not: false,
      rows: 6,
      example: 'id 5',
    });
  } finally {
    await without.store.close();
  }
});
