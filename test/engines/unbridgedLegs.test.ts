/** Both legs of calls that were never bridged, which have no key in common, count as one call on every engine, and as two where nothing tells. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unmasked } from '../../src/domain/unmasked';
import { OpenRecords, PATIENT } from '../support/records';
import { ENGINES } from './engines';
import { openScenario } from './openScenario';
import { clockText, type Scenario } from './scenario';
import { Random } from './truth/random';

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-legs-')));
afterAll(() => rmSync(recordsDir, { recursive: true, force: true }));

const FROM = Date.UTC(2026, 10, 23, 8);
const SECOND = 1_000;

interface Leg {
  readonly at: number;
  readonly isAnswered: boolean;
  readonly caller: string;
  readonly cause: string;
  readonly uuid: string;
  readonly other: string | null;
}

interface Written {
  readonly legs: readonly Leg[];
  readonly results: Readonly<Record<string, number>>;
  /** Legs that are the other one of a call. */
  readonly others: number;
}

const CAUSES = [
  ['USER_BUSY', 'busy'],
  ['NO_ANSWER', 'unavailable'],
] as const;

/**
 * Calls of few callers within few seconds, so that some are alike. `ab`: both legs of each call are written; `a`: the first. Now and then a pickup
 * connects two of these.
 */
function written(legs: 'ab' | 'a', random: Random): Written {
  const all: Leg[] = [];
  const results: Record<string, number> = { answered: 0, busy: 0, unavailable: 0 };
  let others = 0;
  const count = (result: string, calls = 1) => (results[result] = (results[result] ?? 0) + calls);
  for (let group = 0; group < 60; group++) {
    const of = { at: FROM + group * SECOND, caller: `+1555010${random.whole(0, 3)}` };
    const uuid = (leg: string) => `${random.whole(1_000, 9_999)}-${group}-${leg}`;
    const [a, b] = [uuid('a'), uuid('b')];
    const answered = { ...of, isAnswered: true, cause: 'NORMAL_CLEARING' };
    if (random.chance(0.4)) {
      const isPickedUp = random.chance(0.1);
      all.push({ ...answered, uuid: a, other: b }, ...(legs === 'ab' || isPickedUp ? [{ ...answered, uuid: b, other: a }] : []));
      count('answered');
    } else if (random.chance(0.2)) {
      // An announcement answers two calls of one second, which are bridged to nobody.
      all.push({ ...answered, uuid: a, other: null }, { ...answered, uuid: b, other: null });
      count('answered', 2);
    } else {
      const [cause, result] = random.pick(CAUSES);
      const calls = random.whole(1, 4);
      for (let leg = 0; leg < (legs === 'ab' ? 2 : 1) * calls; leg++) {
        all.push({ ...of, isAnswered: false, cause, uuid: uuid(String(leg)), other: null });
      }
      others += legs === 'ab' ? calls : 0;
      count(result, calls);
    }
  }
  return { legs: random.shuffled(all), results, others };
}

function scenarioOf(name: string, { legs }: Pick<Written, 'legs'>): Scenario {
  const text = ['caller_id_number', 'destination_number', 'context', 'answer_stamp', 'hangup_cause', 'uuid', 'bleg_uuid'];
  return {
    name,
    tables: [
      {
        name: 'cdr',
        columns: [
          { name: 'start_stamp', type: 'clock' },
          { name: 'end_stamp', type: 'clock' },
          ...text.map((column) => ({ name: column, type: 'text' as const })),
        ],
        rows: legs.map(({ at, isAnswered, caller, cause, uuid, other }) => [
          clockText(at),
          clockText(at + 9 * SECOND),
          caller,
          '1001',
          'default',
          isAnswered ? clockText(at + SECOND) : null,
          cause,
          uuid,
          other ?? '',
        ]),
      },
    ],
    jsonData: { layout: 'freeswitch', timeZone: 'UTC' },
    range: { from: FROM, to: FROM + 60 * SECOND },
  };
}

const random = new Random(77_031);
const ALONE: Leg = { at: FROM, isAnswered: false, caller: '+15550100', cause: 'USER_BUSY', uuid: 'a', other: null };

const CASES: readonly { readonly name: string; readonly of: Written; readonly told: unknown }[] = [
  {
    name: 'both legs',
    of: written('ab', random),
    told: { doubt: 'unbridgedLegs', areMerged: true },
  },
  { name: 'one leg, some connected by pickups', of: written('a', random), told: { doubt: 'unbridgedLegs', areMerged: false } },
  {
    name: 'nothing tells',
    of: { legs: [ALONE, { ...ALONE, uuid: 'b' }], results: { busy: 2 }, others: 1 },
    told: { doubt: 'unbridgedLegs', areMerged: false, rows: 1, column: 'bleg_uuid', example: 'a' },
  },
  {
    name: 'one leg',
    of: {
      legs: [ALONE, { ...ALONE, uuid: 'b' }, { ...ALONE, isAnswered: true, uuid: 'c', other: 'd' }],
      results: { answered: 1, busy: 2 },
      others: 0,
    },
    told: null,
  },
];

describe.each(Object.values(ENGINES).flat())('$name', (engine) => {
  test.each(CASES)('$name', async ({ name, of, told }) => {
    const { store, rules } = await openScenario(engine, scenarioOf(name, of), recordsDir);
    try {
      const records = new OpenRecords(store, rules);
      expect(await records.results()).toEqual(of.results);
      // Ranges add up to the same calls.
      const middle = FROM + 30 * SECOND;
      const parts = await Promise.all(
        [
          { from: FROM, to: middle },
          { from: middle, to: FROM + 60 * SECOND },
        ].map((range) => records.results({ range }))
      );
      const sum = parts.flatMap((part) => Object.values(part)).reduce((calls, more) => calls + more, 0);
      expect(sum).toBe(Object.values(of.results).reduce((calls, more) => calls + more, 0));
      const { unread } = await store.ask({ kind: 'doubts', range: { from: FROM, to: middle }, rows: 1_000 }, PATIENT);
      const legs = (unread.doubts ?? []).filter(({ doubt }) => doubt === 'unbridgedLegs');
      expect(legs.map((doubt) => ('example' in doubt ? { ...doubt, example: unmasked(doubt.example) } : doubt))).toEqual(
        told === null ? [] : [expect.objectContaining(told)]
      );
      if (name === 'both legs') {
        expect(legs[0]?.rows).toBe(of.others);
      }
    } finally {
      await store.close();
    }
  });
});
