import type { Discovery } from './discovery';
import type { Examined } from '../../domain/doctor/finding';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { examineLateness } from './lateness';
import { examineNewest } from './newest';
import type { NewestAnswer } from '../stores/catalogueAnswer';
import type { DataSource } from '../handlers/dataSource';
import type { Checks } from './checks';
import { MAX_ROWS, rowsOf } from './newestPart';

/** What the newest record's time says, and how late records come. */
export async function examineTimes(
  source: DataSource,
  checks: Checks,
  newest: NewestAnswer,
  part: NewestAnswer | null,
  examined: Examined | null,
  now: number
): Promise<Discovery[]> {
  const { settings, settlesAfterMs } = source;
  if (newest.last === null) {
    return [];
  }
  const ahead =
    newest.last <= now ? null : await checks.ask('records in the future', { kind: 'rows', range: { from: now + 1, to: newest.last + 1 } });
  const rows = examined?.rows ?? part?.newestRows ?? 0;
  const usualMs = part === null || part.last === null || part.from === null || rows < 2 ? null : (part.last - part.from) / (rows - 1);
  const times = {
    now,
    last: newest.last,
    lastBeforeNow: part?.last ?? null,
    ahead: ahead === null ? null : rowsOf(ahead),
    usualMs,
    settlesAfterMs,
    timeZone: settings.timeZone,
    live: settings.engine !== 'files',
  };
  const found = examineNewest(times);
  const answer = await checks.ask('late records', {
    kind: 'lateness',
    before: Math.max(now, part?.last ?? now) + 1,
    rows: MAX_ROWS,
  });
  if (answer !== null && answer.lateness === null) {
    checks.skip('late records', 'the records have no column with the order in which they were written');
  }
  return [
    ...found,
    ...(answer?.lateness == null ? [] : examineLateness(answer.lateness, settings.settle ?? LAYOUTS[settings.layout].proposedSettle)),
  ];
}
