import fc from 'fast-check';
import { coverageOf, planRange } from '../../../../src/backend/stores/sql/rollup/planRange';
import { offsetSpans, spanOffset } from '../../../../src/domain/timeZone';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-10-20T00:00:00Z');
const UTC = [{ until: null, offsetMs: 0 }];

const BUCKETS = [10_000, MINUTE, 5 * MINUTE, 7 * MINUTE, 15 * MINUTE, HOUR, DAY];
/** Whole hours, half ones, a summer time of half an hour, and seconds in the offset. */
const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'];

const instants = fc
  .integer({ min: 0, max: 14 * 24 * 60 })
  .chain((minute) => fc.constantFrom(0, 0, 0, 1, 30_000, 59_999).map((ms) => START + minute * MINUTE + ms));
const ranges = fc.tuple(instants, instants).map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const grids = fc.oneof(
  fc.constant(null),
  fc
    .record({ stepMs: fc.constantFrom(MINUTE, 90_000, 15 * MINUTE, HOUR, DAY), zone: fc.constantFrom(...ZONES) })
    .map(({ stepMs, zone }) => ({ stepMs, offsets: offsetSpans(zone, START - DAY, START + 20 * DAY) })),
  fc
    .record({
      stepMs: fc.constantFrom(MINUTE, HOUR),
      until: instants,
      before: fc.integer({ min: -HOUR, max: HOUR }),
      after: fc.constantFrom(0, MINUTE, HOUR),
    })
    .map(({ stepMs, until, before, after }) => ({
      stepMs,
      offsets: [
        { until, offsetMs: before },
        { until: null, offsetMs: after },
      ],
    }))
);
const coverages = fc
  .record({
    bucketMs: fc.constantFrom(...BUCKETS),
    one: fc.integer({ min: -100, max: 3_000 }),
    buckets: fc.integer({ min: 1, max: 3_000 }),
  })
  .map(({ bucketMs, one, buckets }) => {
    const from = Math.floor(START / bucketMs) * bucketMs + one * bucketMs;
    return { bucketMs, from, to: from + buckets * bucketMs };
  });

describe('the parts of a range', () => {
  it('are the range, every moment in one of them, and every bucket of the rollup in one of the grid', () => {
    let planned = 0;
    fc.assert(
      fc.property(ranges, grids, coverages, (range, grid, coverage) => {
        const plan = planRange(range, grid, coverage);
        if (plan === null) {
          return;
        }
        planned++;
        const parts = [...plan.rollup, ...plan.records].sort((a, b) => a.from - b.from);
        expect(parts[0]?.from).toBe(range.from);
        expect(parts.at(-1)?.to).toBe(range.to);
        parts.forEach((part, index) => {
          expect(part.from).toBeLessThan(part.to);
          expect(part.from).toBe(parts[index - 1]?.to ?? range.from);
        });
        const { bucketMs } = coverage;
        for (const { from, to } of plan.rollup) {
          expect([from % bucketMs, to % bucketMs]).toEqual([0, 0]);
          expect(from >= coverage.from && to <= coverage.to).toBe(true);
          const numberOf = (at: number) => (grid === null ? 0 : Math.floor((at + spanOffset(grid.offsets, at)) / grid.stepMs));
          const at = [...Array(Math.min((to - from) / bucketMs, 300)).keys()].map((index) => from + index * bucketMs);
          // The bucket that a summer time ends or begins in is looked at, too.
          const around = (grid?.offsets ?? []).flatMap(({ until }) =>
            until !== null && until >= from && until < to ? [Math.floor(until / bucketMs) * bucketMs] : []
          );
          let split = false;
          for (const bucket of [...at, ...around, to - bucketMs]) {
            const changes = (grid?.offsets ?? []).flatMap(({ until }) =>
              until !== null && until > bucket && until < bucket + bucketMs ? [until - 1, until] : []
            );
            split ||= new Set([bucket, bucket + bucketMs - 1, ...changes].map(numberOf)).size !== 1;
          }
          expect(split).toBe(false);
        }
      }),
      { numRuns: 2_000 }
    );
    expect(planned).toBeGreaterThan(300);
  });

  it('leave nothing to the records that the rollup can tell', () => {
    const coverage = { bucketMs: HOUR, from: START, to: START + 100 * HOUR };
    const grid = { stepMs: DAY, offsets: UTC };
    expect(planRange({ from: START, to: START + DAY }, grid, coverage)).toEqual({
      rollup: [{ from: START, to: START + DAY }],
      records: [],
    });
    expect(planRange({ from: START + 1, to: START + DAY + 1 }, null, coverage)).toEqual({
      rollup: [{ from: START + HOUR, to: START + DAY }],
      records: [
        { from: START + 1, to: START + HOUR },
        { from: START + DAY, to: START + DAY + 1 },
      ],
    });
    const summerTimeEnds = offsetSpans('Europe/Berlin', START, START + 20 * DAY);
    expect(summerTimeEnds).toHaveLength(2);
    const fortnight = { from: START, to: START + 14 * DAY };
    expect(planRange(fortnight, { stepMs: DAY, offsets: summerTimeEnds }, { bucketMs: HOUR, from: START, to: START + 30 * DAY })).toEqual({
      rollup: [fortnight],
      records: [],
    });
  });

  it.each([
    ['a step that is not a multiple of the bucket', { from: START, to: START + DAY }, { stepMs: 90 * MINUTE, offsets: UTC }],
    [
      'a zone that is half an hour off',
      { from: START, to: START + DAY },
      { stepMs: DAY, offsets: offsetSpans('Asia/Kolkata', START, START + DAY) },
    ],
    ['a range without a whole bucket', { from: START + 1, to: START + 2 * HOUR - 1 }, null],
    ['a range outside', { from: START + 200 * HOUR, to: START + 300 * HOUR }, null],
  ])('are none with %s', (_, range, grid) => {
    expect(planRange(range, grid, { bucketMs: HOUR, from: START, to: START + 100 * HOUR })).toBeNull();
  });
});

describe('what a rollup covers', () => {
  const extent = { first: START, last: START + DAY };

  it('ends before what was not settled when its last bucket began', () => {
    expect(coverageOf(extent, MINUTE, 90_000, START + 30 * DAY)).toEqual({
      bucketMs: MINUTE,
      from: START + MINUTE,
      to: START + DAY - 2 * MINUTE,
    });
    expect(coverageOf(extent, MINUTE, 0, START + 30 * DAY)?.to).toBe(START + DAY);
  });

  it('ends before what is not settled now', () => {
    expect(coverageOf(extent, HOUR, 5 * MINUTE, START + 10 * HOUR + 4 * MINUTE)?.to).toBe(START + 9 * HOUR);
    expect(coverageOf(extent, HOUR, 5 * MINUTE, START + 10 * HOUR + 5 * MINUTE)?.to).toBe(START + 10 * HOUR);
  });

  it('is nothing for one or two buckets', () => {
    expect(coverageOf({ first: START, last: START }, HOUR, 0, START + DAY)).toBeNull();
    expect(coverageOf({ first: START, last: START + HOUR }, HOUR, 0, START + DAY)).toBeNull();
  });
});
