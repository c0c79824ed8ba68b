import { z } from 'zod';
import type { Explanation } from './explanation';

const moment = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const panel = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** What the resource `explanation` is asked: a query, as panels ask it. */
export const askedNumbersSchema = z.strictObject({
  query: z.record(z.string(), z.unknown()),
  /** Epoch milliseconds. */
  from: moment,
  to: moment,
  /** What buckets are chosen by. */
  intervalMs: panel.default(0),
  maxDataPoints: panel.default(0),
});

export type AskedNumbers = z.input<typeof askedNumbersSchema>;

/** What frames say of their numbers, and light ones leave out. */
export interface ToldNumbers {
  readonly explanation: Explanation;
  /** The query with its defaults, and what was counted. */
  readonly question: Readonly<Record<string, unknown>>;
  readonly statement: string;
  /** All calls under the filters; as many as in the frame, unless calls were recorded since. */
  readonly calls: number;
}
