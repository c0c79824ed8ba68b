import { z } from 'zod';

/**
 * How the range of a live answer goes on: `sliding` keeps its length and follows the clock, `growing` keeps its start, `fixed` keeps both ends.
 */
export const LIVE_WINDOWS = ['sliding', 'growing', 'fixed'] as const;
export type LiveWindowName = (typeof LIVE_WINDOWS)[number];

/** More than any dashboard's range ends before or after now. */
const MAX_BEHIND_MS = 10 * 366 * 86_400_000;

/**
 * `true` is what people write: the range slides if it ends now, and `meta.channel` names the channel. The plugin's browser part knows how its panel's
 * range is written and says so; it subscribes on its own, and finds the channel in `meta.custom.live`.
 */
export const liveSchema = z.union(
  [
    z.boolean(),
    z.strictObject({
      window: z.enum(LIVE_WINDOWS),
      /** How long before now a range ends that follows the clock. */
      behindMs: z.number().int().min(-MAX_BEHIND_MS).max(MAX_BEHIND_MS).default(0),
    }),
  ],
  { error: 'allowed: true, false, or a window such as {"window": "sliding"}' }
);

export type Live = z.infer<typeof liveSchema>;

/** What `meta.custom.live` says of a live answer. */
export interface LiveState {
  /** The time for which it was asked, by the server's clock, epoch milliseconds. */
  readonly at: number;
  /** Milliseconds between two answers. */
  readonly everyMs: number;
  /** The channel, for a subscriber other than Grafana. */
  readonly channel?: string;
  /** The rows are those that changed since the answer that was pushed for this time. */
  readonly after?: number;
}
