import { describe } from './describe';
import type { Discovery } from './discovery';
import { type Diagnosis, sortFindings } from '../../domain/doctor/finding';
import { type NumberMask, showText } from '../../domain/numberMask';
import type { Unread } from '../stores/answer';
import type { NewestAnswer } from '../stores/catalogueAnswer';
import type { DataSource } from '../handlers/dataSource';
import { Checks } from './checks';
import { examinePart } from './examinePart';
import { examineTimes } from './examineTimes';
import { missingColumns } from './missingColumns';
import { missingKey } from './missingKey';
import { misspeltColumns } from './misspeltColumns';
import { newestPart } from './newestPart';

/** Looks at the newest part of the records for what makes numbers wrong or slow. */
export async function diagnose(source: DataSource, mask: NumberMask, now: number, signal: AbortSignal): Promise<Diagnosis> {
  const checks = new Checks(source.store, signal);
  const found: Discovery[] = [];
  const tables = await checks.ask('indexes', { kind: 'tables' });
  for (const { table, timeColumn, indexed, indexAdvice, keyIndex } of tables?.tables ?? []) {
    if (!indexed) {
      found.push({ finding: 'noIndex', table, column: timeColumn, statement: indexAdvice });
    }
    if (keyIndex !== null) {
      found.push({ finding: 'noKeyIndex', table, ...keyIndex });
    }
  }
  const shape = await checks.ask('columns', { kind: 'shape' });
  const { settings } = source;
  found.push(...missingColumns(settings, shape), ...misspeltColumns(settings, shape), ...missingKey(settings, shape));
  const newest = await checks.ask('the newest records', newestPart(null));
  const part = newest === null ? null : await beforeNow(checks, newest, now);
  const unread = (newest ?? tables)?.unread;
  if (unread !== undefined) {
    found.push(...unreadRows(unread, newest?.last ?? null));
  }
  if (newest !== null && newest.last === null) {
    found.push(...(await withoutCalls(checks)));
  }
  const examined = part === null ? null : await examinePart(source, checks, part, found);
  if (newest !== null && newest.last !== null) {
    found.push(...(await examineTimes(source, checks, newest, part, examined, now)));
  }
  if (checks.notDone.length > 0) {
    found.push({ finding: 'notDone', checks: checks.notDone });
  }
  const shown = showText(mask);
  return { examined, findings: sortFindings(found.map((one) => describe(one, shown))) };
}

/** The part to look at closely; strays in the future must not hide the rest. */
async function beforeNow(checks: Checks, newest: NewestAnswer, now: number): Promise<NewestAnswer | null> {
  if (newest.last === null || newest.last <= now) {
    return newest;
  }
  const before = await checks.ask('records up to now', newestPart(now));
  return before === null || before.last === null ? newest : before;
}

/** Why records have no calls; an answer that counts has what is doubtful of any records, whatever its range. */
async function withoutCalls(checks: Checks): Promise<Discovery[]> {
  const counts = await checks.ask('what columns hold', { kind: 'counts', range: { from: 0, to: 1 }, filters: [], grid: null, split: null });
  return (counts?.unread.doubts ?? []).map((doubt): Discovery => ({ finding: doubt.doubt, doubt }));
}

function unreadRows({ rows, reasons }: Unread, last: number | null): Discovery[] {
  const [worst] = [...reasons].sort((a, b) => b.rows - a.rows);
  const remarks = reasons
    .filter((reason) => reason.rows === 0)
    .map(({ reason, example }): Discovery => ({ finding: 'remark', reason, example }));
  return rows === 0
    ? remarks
    : [
        {
          finding: last === null ? 'nothingRead' : 'unread',
          rows,
          reason: worst?.reason ?? 'unknown reason',
          example: worst?.example ?? '',
        },
        ...remarks,
      ];
}
