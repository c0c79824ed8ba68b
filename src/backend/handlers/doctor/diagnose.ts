import { describe } from '../../../domain/doctor/describe';
import type { Discovery } from '../../../domain/doctor/discovery';
import { type Diagnosis, type Examined, sortFindings } from '../../../domain/doctor/finding';
import { UNIT_MS } from '../../../domain/durations';
import { LAYOUT_FACTS } from '../../../domain/layoutFacts';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import { examineGaps } from '../../analysis/doctor/gaps';
import { examineLateness } from '../../analysis/doctor/lateness';
import { examineNewest } from '../../analysis/doctor/newest';
import { examineOutcomes, ruledOutcomes } from '../../analysis/doctor/outcomes';
import type { CountsAnswer, NewestAnswer, RowsAnswer, TimeRange, Unread } from '../../stores/store';
import type { DataSource } from '../dataSource';
import { Checks } from './checks';
import { MOST_ROWS, newestPart } from './newestPart';

const MOST_VALUES = 1_000;
const SHORT_PART_MS = 4 * UNIT_MS.h;

/** Looks at the newest part of the records for what makes numbers wrong or slow. */
export async function diagnose(source: DataSource, mask: NumberMask, now: number, signal: AbortSignal): Promise<Diagnosis> {
  const checks = new Checks(source.store, signal);
  const found: Discovery[] = [];
  const tables = await checks.ask('indexes', { kind: 'catalogue', of: 'tables' });
  for (const { table, timeColumn, indexed, indexAdvice } of tables?.tables ?? []) {
    if (!indexed) {
      found.push({ finding: 'noIndex', table, column: timeColumn, statement: indexAdvice });
    }
  }
  const newest = await checks.ask('the newest records', newestPart(null));
  const part = newest === null ? null : await beforeNow(checks, newest, now);
  const unread = (newest ?? tables)?.unread;
  if (unread !== undefined) {
    found.push(...unreadRows(unread, newest?.last ?? null, mask));
  }
  const examined = part === null ? null : await examinePart(source, checks, part, mask, found);
  if (newest !== null && newest.last !== null) {
    found.push(...(await examineTimes(source, checks, newest, part, examined, now)));
  }
  if (checks.notDone.length > 0) {
    found.push({ finding: 'notDone', checks: checks.notDone });
  }
  return { examined, findings: sortFindings(found.map(describe)) };
}

/** The part to look at closely; strays in the future must not hide the rest. */
async function beforeNow(checks: Checks, newest: NewestAnswer, now: number): Promise<NewestAnswer | null> {
  if (newest.last === null || newest.last <= now) {
    return newest;
  }
  const before = await checks.ask('records up to now', newestPart(now));
  return before === null || before.last === null ? newest : before;
}

function unreadRows({ rows, reasons }: Unread, last: number | null, mask: NumberMask): Discovery[] {
  const [worst] = [...reasons].sort((a, b) => b.rows - a.rows);
  return rows === 0 ? [] : [{ finding: last === null ? 'nothingRead' : 'unread', rows, reason: worst?.reason ?? 'the reason is not known', example: maskNumbers(worst?.example ?? '', mask) }];
}

async function examinePart(source: DataSource, checks: Checks, { last, from, whole }: NewestAnswer, mask: NumberMask, found: Discovery[]): Promise<Examined | null> {
  if (last === null || from === null) {
    return null;
  }
  const { settings, rules } = source;
  const range: TimeRange = { from, to: last + 1 };
  const stepMs = last - from <= SHORT_PART_MS ? UNIT_MS.m : 5 * UNIT_MS.m;
  const counts = await checks.ask('results and gaps', { kind: 'counts', range, filters: [], grid: { stepMs, offsets: [{ until: null, offsetMs: 0 }] }, split: null });
  const rows = await checks.ask('duplicates and merged records', { kind: 'catalogue', of: 'rows', range });
  if (rows !== null) {
    found.push(...examineRows(source, rows, counts, mask));
    if (rows.duplicates === null) {
      checks.skip('duplicates', 'nothing in these records tells copies from other records of the same call');
    }
  }
  if (counts === null) {
    return null;
  }
  const outcomes = ruledOutcomes(counts, rules).map((outcome) => ({ ...outcome, word: outcome.word === null ? null : maskNumbers(outcome.word, mask) }));
  found.push(...examineOutcomes(outcomes, settings.layout, rows), ...examineGaps(...bucketed(counts, range, stepMs), stepMs));
  const calls = callsOf(counts);
  found.push(...(await examineDimensions(checks, range, calls)));
  return { ...range, calls, rows: rows === null ? null : rowsOf(rows), whole };
}

function examineRows({ settings }: DataSource, rows: RowsAnswer, counts: CountsAnswer | null, mask: NumberMask): Discovery[] {
  const [all, calls] = [rowsOf(rows), counts === null ? null : callsOf(counts)];
  const found: Discovery[] = [];
  if (rows.duplicates !== null && rows.duplicates.rows > 0) {
    const { callId } = rows.duplicates;
    found.push({ finding: 'duplicates', rows: rows.duplicates.rows, of: all, callId: callId === null ? null : maskNumbers(callId, mask) });
  }
  if (calls !== null && LAYOUT_FACTS[settings.layout].mergeWindowMs > 0 && all > calls) {
    found.push({ finding: 'mergedAway', rows: all, calls });
  }
  return found;
}

async function examineDimensions(checks: Checks, range: TimeRange, calls: number): Promise<Discovery[]> {
  const shape = await checks.ask('dimensions', { kind: 'catalogue', of: 'shape' });
  if (shape === null || shape.dimensions.length === 0 || calls <= MOST_VALUES) {
    return [];
  }
  const answer = await checks.ask('values of dimensions', { kind: 'catalogue', of: 'distinct', dimensions: shape.dimensions, range, filters: [] });
  const many = (answer?.distinct ?? []).flatMap((values, index) => (values > MOST_VALUES ? [{ name: shape.dimensions[index] ?? '', values }] : []));
  return many.length === 0 ? [] : [{ finding: 'manyValues', dimensions: many.sort((a, b) => b.values - a.values), calls }];
}

async function examineTimes(source: DataSource, checks: Checks, newest: NewestAnswer, part: NewestAnswer | null, examined: Examined | null, now: number): Promise<Discovery[]> {
  const { settings, settlesAfterMs } = source;
  if (newest.last === null) {
    return [];
  }
  const ahead = newest.last <= now ? null : await checks.ask('records in the future', { kind: 'catalogue', of: 'rows', range: { from: now + 1, to: newest.last + 1 } });
  const rows = examined?.rows ?? part?.newestRows ?? 0;
  const usualMs = part === null || part.last === null || part.from === null || rows < 2 ? null : (part.last - part.from) / (rows - 1);
  const times = { now, last: newest.last, lastBeforeNow: part?.last ?? null, ahead: ahead === null ? null : rowsOf(ahead), usualMs, settlesAfterMs, timeZone: settings.timeZone, live: settings.engine !== 'files' };
  const found = examineNewest(times);
  const answer = await checks.ask('late records', { kind: 'catalogue', of: 'lateness', before: Math.max(now, part?.last ?? now) + 1, rows: MOST_ROWS });
  if (answer !== null && answer.lateness === null) {
    checks.skip('late records', 'nothing in these records tells in which order they were written');
  }
  return [...found, ...(answer?.lateness == null ? [] : examineLateness(answer.lateness, settings.settle ?? LAYOUT_FACTS[settings.layout].proposedSettle))];
}

function bucketed({ bucket, calls }: CountsAnswer, range: TimeRange, stepMs: number): [Float64Array, number] {
  const first = Math.floor(range.from / stepMs);
  const sums = new Float64Array(Math.floor((range.to - 1) / stepMs) - first + 1);
  calls.forEach((count, row) => {
    sums[(bucket?.[row] ?? first) - first]! += count;
  });
  return [sums, first * stepMs];
}

function callsOf({ calls }: CountsAnswer): number {
  return calls.reduce((sum, count) => sum + count, 0);
}

function rowsOf({ tables }: RowsAnswer): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
