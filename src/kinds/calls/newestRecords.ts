import type { RecordsAnswer } from '../../backend/stores/answer';
import type { RecordsQuestion, TimeRange } from '../../backend/stores/question';
import { ask, type Plan } from '../../backend/queries/ask/plan';

/** The first look goes this part of the range back: ten minutes of a month. */
const FIRST_PART = 4_096;
const MIN_SPAN_MS = 1_000;
/** Each further look goes at least so many times as far back, and so many where nothing was found at all. */
const FURTHER = 16;
const FAR = 256;
/** Calls do not come evenly: it goes so many times as far as it would have to if they did. */
const SLACK = 4;

/**
 * A page of the newest calls, looked for at the end of the range first, where every engine finds them by an index or zone
 * map; further back only as long as the page is not full.
 */
export function* newestRecords(question: RecordsQuestion & { readonly range: TimeRange }): Plan<RecordsAnswer> {
  const { range, after, limit } = question;
  const to = after === null ? range.to : Math.min(range.to, after.key + 1);
  const wanted = limit + 1 + (after?.shown ?? 0);
  let span = Math.max(MIN_SPAN_MS, Math.ceil((to - range.from) / FIRST_PART));
  for (;;) {
    const from = Math.max(range.from, to - span);
    const answer = yield* ask({ ...question, range: { from, to } });
    if (answer.more || from === range.from) {
      return answer;
    }
    const found = answer.records.length;
    span *= found === 0 ? FAR : Math.max(FURTHER, Math.ceil((wanted / found) * SLACK));
  }
}
