import { recordText } from '../../../src/domain/recordText';
import type { BreakdownAnswer } from '../../../src/backend/stores/answer';
import type { BreakdownQuestion } from '../../../src/backend/stores/question';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../../../src/backend/stores/store';
import { askAll, rowsOf } from '../queryHarness';

const MINUTE = 60_000;
const WEEK = 168 * 60 * MINUTE;
const TO = Date.parse('2026-12-16T18:00:00Z');
const RANGE = { from: TO - 360 * MINUTE, to: TO };
/** What a side consists of: the shortest of the last parts is one of them. */
const SLOTS = 36;
const SLOT = 10 * MINUTE;

let state = 3;
const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;

interface Trunk {
  /** Per minute. */
  readonly calls: number;
  readonly answered: number;
}

/** A Poisson number of calls per slot, each answered by chance; none of the first trunk in the last minutes. */
function drawn({ calls, answered }: Trunk, outageMinutes: number): { calls: number; answered: number }[] {
  return Array.from({ length: SLOTS }, (_, slot) => {
    let [number, left] = [-1, (calls * SLOT) / MINUTE];
    for (; left > 0; number++) {
      left += Math.log(random());
    }
    const isOut = slot >= SLOTS - (outageMinutes * MINUTE) / SLOT;
    return { calls: number, answered: isOut ? 0 : Array.from({ length: number }, random).filter((x) => x < answered).length };
  });
}

/** Six hours of this week and of the four before, drawn anew for each store. */
class DrawnCalls implements Store {
  private readonly weeks: { calls: number; answered: number }[][][];

  constructor(
    private readonly trunks: readonly Trunk[],
    outageMinutes = 0
  ) {
    this.weeks = [0, 1, 2, 3, 4].map((week) => trunks.map((trunk, index) => drawn(trunk, week === 0 && index === 0 ? outageMinutes : 0)));
  }

  async ask<Q extends StoreQuestion>(question: Q): Promise<StoreAnswer<Q>> {
    switch (question.kind) {
      case 'breakdown':
        return answerTo(question, this.breakdown(question));
      // Since when what was found is worse does not matter here.
      case 'counts':
        return answerTo(question, { ...this.breakdown({ ...question, range: null }), kind: 'counts' });
      default:
        throw new Error(`not needed here: ${question.kind}`);
    }
  }

  async close(): Promise<void> {}

  private breakdown({ range, grid }: Pick<BreakdownQuestion, 'range' | 'grid'>): BreakdownAnswer {
    const week = Math.round((TO - (range?.to ?? 0)) / WEEK);
    const rows = this.trunks.flatMap((_, group) =>
      (this.weeks[week]?.[group] ?? []).flatMap(({ calls, answered }, slot) => {
        const at = RANGE.from + slot * SLOT - week * WEEK;
        const isIn = range !== null && at >= range.from && at < range.to;
        const bucket = grid === null ? 0 : Math.floor(at / grid.stepMs);
        return isIn
          ? [
              { group, bucket, code: 200, calls: answered },
              { group, bucket, code: 486, calls: calls - answered },
            ]
          : [];
      })
    );
    return {
      kind: 'breakdown',
      statement: '',
      parameters: [],
      statementMs: 0,
      unread: { rows: 0, reasons: [] },
      origin: { records: [], rollup: null },
      values: this.trunks.map((_, group) => [recordText(`t${group}`)]),
      bucket: grid === null ? null : Float64Array.from(rows, ({ bucket }) => bucket),
      code: Int32Array.from(rows, ({ code }) => code),
      word: new Int32Array(rows.length).fill(-1),
      words: [],
      group: Int32Array.from(rows, ({ group }) => group),
      calls: Float64Array.from(rows, ({ calls }) => calls),
      first: null,
      tooMany: false,
    };
  }
}

async function worse(trunks: readonly Trunk[], outageMinutes?: number): Promise<unknown[]> {
  const [table] = await askAll(new DrawnCalls(trunks, outageMinutes), { kind: 'triage', dimensions: ['trunk'] }, { range: RANGE });
  return table === undefined ? [] : rowsOf(table).filter(({ aspect }) => aspect === 'worse');
}

/** How many of so many ranges have something to tell. */
async function told(runs: number, trunks: readonly Trunk[], outageMinutes?: number): Promise<number> {
  let ranges = 0;
  for (let run = 0; run < runs; run++) {
    ranges += Number((await worse(trunks, outageMinutes)).length > 0);
  }
  return ranges;
}

const SIX_TRUNKS = Array.from({ length: 6 }, () => ({ calls: 4 / 6, answered: 0.55 }));

test.each([
  ['six equal trunks', SIX_TRUNKS],
  ['trunks of which nearly all calls are answered', Array.from({ length: 5 }, () => ({ calls: 2, answered: 0.95 }))],
  [
    'trunks as different as can be',
    [
      { calls: 4, answered: 0.9 },
      { calls: 0.5, answered: 0.3 },
      { calls: 0.1, answered: 0.5 },
      { calls: 1, answered: 0.7 },
      { calls: 0.02, answered: 0.99 },
    ],
  ],
])('of %s, no more is told by chance than said, whatever the number of places and windows', async (_name, trunks) => {
  // Holm: at most one of a hundred ranges has any, however the tests depend on each other. Of 300 that are 3, and more than 10 in one of 3,000 tries.
  expect(await told(300, trunks)).toBeLessThanOrEqual(10);
});

test('an outage of 20 minutes is told in half of the cases at 13 calls, of 30 minutes in nine of ten', async () => {
  const runs = 80;
  expect(await told(runs, SIX_TRUNKS, 20)).toBeGreaterThanOrEqual(runs / 2);
  expect(await told(runs, SIX_TRUNKS, 30)).toBeGreaterThanOrEqual(0.9 * runs);
});
