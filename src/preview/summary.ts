import { z } from 'zod';
import { CallResultError } from '../domain/errors';
import { RESULTS, type CallResult } from '../domain/results';
import type { HealthReport } from '../pluginHost/messages';

const instant = z.iso.datetime({ offset: true }).nullable();

const detailsSchema = z.object({
  calls: z.number(),
  from: instant,
  to: instant,
  results: z.partialRecord(z.enum(RESULTS), z.number()),
  unread: z.number(),
  unreadReasons: z.array(z.object({ reason: z.string(), rows: z.number(), example: z.string() })),
});

/** All records at a glance: how many calls, how they ended, when the first and the last was (ISO, UTC; null without calls). */
export type Summary = z.infer<typeof detailsSchema>;

/**
 * Reads it from what the plugin says of its health, so that nothing here counts a second time.
 * @throws CallResultError `store` with the plugin's own sentence if the records cannot be read
 */
export function summaryOf({ status, message, details }: HealthReport): Summary {
  if (status !== 'OK') {
    throw new CallResultError('store', message);
  }
  return detailsSchema.parse(details);
}

/** The results to show, in their fixed order; `unclassified` only where there are any. */
export function shownResults({ results }: Summary): { result: CallResult; calls: number }[] {
  return RESULTS.map((result) => ({ result, calls: results[result] ?? 0 })).filter(
    ({ result, calls }) => result !== 'unclassified' || calls > 0
  );
}

/** One line of JSON: `{"calls":430,"results":{"answered":192,…},"unread":0,"from":"…","to":"…"}`. */
export function summaryJson(summary: Summary): string {
  const results = Object.fromEntries(shownResults(summary).map(({ result, calls }) => [result, calls]));
  const { calls, unread, from, to } = summary;
  return JSON.stringify({ calls, results, unread, from, to });
}
