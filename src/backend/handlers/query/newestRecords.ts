import type { RecordsAnswer, RecordsQuestion, TimeRange } from '../../stores/store';
import type { Inquiry } from './source';

/** Calls do not come evenly: the first guess reaches so many times as far back as it would have to if they did. */
const SLACK = 4;
/** How much further back each next guess reaches. */
const FURTHER = 16;
const LEAST_SPAN_MS = 1_000;

/**
 * A page of the newest calls, looked for at the end of the range first, where every engine finds them by an index or zone
 * map; further back only as long as the page is not full.
 * @param calls how many calls of the question there are within the range
 */
export async function newestRecords(question: RecordsQuestion & { readonly range: TimeRange }, calls: number, inquiry: Inquiry): Promise<RecordsAnswer> {
  const { range, after, limit } = question;
  const to = after === null ? range.to : Math.min(range.to, after.key + 1);
  const wanted = (limit + 1 + (after?.shown ?? 0)) * SLACK;
  let span = calls === 0 ? Infinity : Math.max(LEAST_SPAN_MS, Math.ceil(((range.to - range.from) / calls) * wanted));
  for (;;) {
    const from = Math.max(range.from, to - span);
    const answer = await inquiry.ask({ ...question, range: { from, to } });
    if (answer.more || from === range.from) {
      return answer;
    }
    span *= FURTHER;
  }
}
