import type { Discovery } from './discovery';
import type { Examined } from '../../domain/doctor/finding';
import { UNIT_MS } from '../../domain/durations';
import { layoutOf } from '../../domain/recordLayout';
import { examineGaps } from './gaps';
import { examineOutcomes, ruledOutcomes } from './outcomes';
import { totalCalls } from '../queries/after/counting/totalCalls';
import type { CountsAnswer } from '../stores/answer';
import type { NewestAnswer, RowsAnswer } from '../stores/catalogueAnswer';
import type { TimeRange } from '../stores/question';
import type { DataSource } from '../handlers/dataSource';
import type { Checks } from './checks';
import { rowsOf } from './newestPart';

const MAX_VALUES = 1_000;
/** Records of each table whose columns are looked at. */
const MAX_LOOKED_AT = 10_000;
const SHORT_PART_MS = 4 * UNIT_MS.h;

/** What was looked at, null where nothing could be; what was found in it is added to `found`. */
export async function examinePart(
  source: DataSource,
  checks: Checks,
  { last, from, whole }: NewestAnswer,
  found: Discovery[]
): Promise<Examined | null> {
  if (last === null || from === null) {
    return null;
  }
  const { settings, rules } = source;
  const range: TimeRange = { from, to: last + 1 };
  const stepMs = last - from <= SHORT_PART_MS ? UNIT_MS.m : 5 * UNIT_MS.m;
  const counts = await checks.ask('results and gaps', {
    kind: 'counts',
    range,
    filters: [],
    grid: { stepMs, offsets: [{ until: null, offsetMs: 0 }] },
    split: null,
  });
  const rows = await checks.ask('duplicates and merged records', { kind: 'rows', range });
  if (rows !== null) {
    found.push(...examineRows(source, rows, counts));
    if (rows.duplicates === null) {
      checks.skip('duplicates', 'the records have no column that distinguishes copies from other records of the same call');
    }
  }
  const doubts = (await checks.ask('what columns hold', { kind: 'doubts', range, rows: MAX_LOOKED_AT }))?.unread.doubts ?? [];
  found.push(...doubts.map((doubt): Discovery => ({ finding: doubt.doubt, doubt })));
  if (counts === null) {
    return null;
  }
  const outcomes = ruledOutcomes(counts, rules);
  found.push(...examineOutcomes(outcomes, settings.layout, rows), ...examineGaps(...bucketed(counts, range, stepMs), stepMs));
  const calls = totalCalls(counts);
  found.push(...(await examineDimensions(checks, range, calls)));
  return { ...range, calls, rows: rows === null ? null : rowsOf(rows), whole };
}

function examineRows({ settings }: DataSource, rows: RowsAnswer, counts: CountsAnswer | null): Discovery[] {
  const [all, calls] = [rowsOf(rows), counts === null ? null : totalCalls(counts)];
  const found: Discovery[] = [];
  if (rows.duplicates !== null && rows.duplicates.rows > 0) {
    found.push({ finding: 'duplicates', rows: rows.duplicates.rows, of: all, callId: rows.duplicates.callId });
  }
  if (calls !== null && layoutOf(settings).merge !== null && all > calls) {
    found.push({ finding: 'mergedAway', rows: all, calls });
  }
  return found;
}

async function examineDimensions(checks: Checks, range: TimeRange, calls: number): Promise<Discovery[]> {
  const shape = await checks.ask('dimensions', { kind: 'shape' });
  if (shape === null || shape.dimensions.length === 0 || calls <= MAX_VALUES) {
    return [];
  }
  const answer = await checks.ask('values of dimensions', {
    kind: 'distinct',
    dimensions: shape.dimensions,
    range,
    filters: [],
  });
  const many = (answer?.distinct ?? []).flatMap((values, index) =>
    values > MAX_VALUES ? [{ name: shape.dimensions[index] ?? '', values }] : []
  );
  return many.length === 0 ? [] : [{ finding: 'manyValues', dimensions: many.sort((a, b) => b.values - a.values), calls }];
}

function bucketed({ bucket, calls }: CountsAnswer, range: TimeRange, stepMs: number): [Float64Array, number] {
  const first = Math.floor(range.from / stepMs);
  const sums = new Float64Array(Math.floor((range.to - 1) / stepMs) - first + 1);
  calls.forEach((count, row) => {
    sums[(bucket?.[row] ?? first) - first]! += count;
  });
  return [sums, first * stepMs];
}
