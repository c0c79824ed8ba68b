import type { ShowText } from '../../../../domain/numberMask';
import type { Unread } from '../../../stores/answer';
import type { ExtentAnswer } from '../../../stores/catalogueAnswer';
import type { TimeRange } from '../../../stores/question';
import type { Notice } from '../tables/table';

const REPAIR = 'Correct or remove them, or enter their columns in the data source settings.';

/** How many rows of the source could not be read, the most frequent reason with an example, and what to do. */
export function unreadText({ rows, reasons }: Unread, shown: ShowText): string | null {
  if (rows === 0) {
    return null;
  }
  const [first] = [...reasons].sort((a, b) => b.rows - a.rows);
  const why = first === undefined ? '' : ` Most often: ${first.reason}, for example ${shown(first.example)}.`;
  const could = rows === 1 ? '1 unreadable row is' : `${rows.toLocaleString('en-US')} unreadable rows are`;
  return `${could} not counted.${why} ${REPAIR}`;
}

/** The same as data. */
export function shownUnread({ rows, reasons }: Unread, shown: ShowText) {
  return { rows, reasons: reasons.map((reason) => ({ ...reason, example: shown(reason.example) })) };
}

/** What the reader of the source should know although no row is missing by it: files that are not read, other encodings. */
export function remarkTexts({ reasons }: Unread, shown: ShowText): string[] {
  return reasons
    .filter(({ rows }) => rows === 0)
    .map(({ reason, example }) => `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}, for example ${shown(example)}.`);
}

export function unreadNotices(unread: Unread, shown: ShowText): Notice[] {
  const text = unreadText(unread, shown);
  return text === null ? [] : [{ severity: 'warning', text }];
}

/** Helps a reader whose range holds no calls: where the records are. */
export function emptyNotice(range: TimeRange, filtered: boolean, extent: Pick<ExtentAnswer, 'calls' | 'first' | 'last'>): Notice {
  const { calls, first, last } = extent;
  if (calls === 0 || first === null || last === null) {
    return { severity: 'info', text: 'The records have no calls yet.' };
  }
  const where =
    calls === 1
      ? `The only call of these records was at ${instant(first)}.`
      : `The ${calls === null ? '' : `${calls.toLocaleString('en-US')} `}calls of these records are between ${instant(first)} and ${instant(last)}.`;
  if (last < range.from || first >= range.to) {
    return { severity: 'info', text: `No calls in this time range. ${where} Choose a range that includes them.` };
  }
  return filtered
    ? { severity: 'info', text: `No calls match the filters in this time range. ${where} Remove filters or choose another range.` }
    : { severity: 'info', text: `No calls in this time range. ${where}` };
}

/** Of a range: below this share of moments whose calls are not all known, numbers change too little to say so. */
const NOTICEABLE_SHARE = 0.05;

/**
 * Whether a noticeable part of a range has calls that are not all known yet. Of what is still to come nothing is known, which goes
 * without saying.
 */
export function isNoticeablyUnsettled({ from, to }: TimeRange, settledUntil: number, now: number): boolean {
  const until = Math.min(to, now);
  return until > from && until - Math.max(from, settledUntil) >= NOTICEABLE_SHARE * (until - from);
}

/** The start of the first bucket whose numbers can change; null where all are final. */
export function firstUnsettled(starts: Float64Array, { to }: TimeRange, settledUntil: number): number | null {
  return settledUntil >= to ? null : (starts.findLast((start) => start <= settledUntil) ?? starts[0] ?? null);
}

export function unsettledNotice(settledUntil: number, overTime: boolean): Notice {
  return {
    severity: 'info',
    text: `Calls after ${instant(settledUntil)} may still be recorded; ${overTime ? 'the newest buckets' : 'these numbers'} can change.`,
  };
}

/** ISO 8601, UTC, without the milliseconds. */
export function instant(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
