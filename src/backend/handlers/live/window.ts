import type { Live } from '../../../domain/live';
import type { TimeRange } from '../../stores/question';

/** Where the range of a live answer is at any time. */
export type LiveWindow =
  | { readonly window: 'sliding'; readonly lengthMs: number; readonly behindMs: number }
  | { readonly window: 'growing'; readonly from: number; readonly behindMs: number }
  | { readonly window: 'fixed'; readonly from: number; readonly to: number };

const SECOND_MS = 1_000;
/** How far from now the end of a range may be that was meant to be now. */
const NOW_MS = 60 * SECOND_MS;

/** Browsers find both ends of one range some milliseconds apart. */
const wholeSeconds = (ms: number) => Math.round(ms / SECOND_MS) * SECOND_MS;

/** How the range of a query goes on. */
export function windowOf(live: Exclude<Live, false>, { from, to }: TimeRange, now: number): LiveWindow {
  const { window, behindMs } =
    live === true ? { window: Math.abs(to - now) <= NOW_MS ? ('sliding' as const) : ('fixed' as const), behindMs: 0 } : live;
  switch (window) {
    case 'sliding':
      return { window, lengthMs: wholeSeconds(to - from), behindMs };
    case 'growing':
      return { window, from, behindMs };
    case 'fixed':
      return { window, from, to };
  }
}

export function rangeAt(window: LiveWindow, now: number): TimeRange {
  switch (window.window) {
    case 'sliding':
      return { from: Math.max(0, now - window.behindMs - window.lengthMs), to: now - window.behindMs };
    case 'growing':
      return { from: window.from, to: Math.max(window.from, now - window.behindMs) };
    case 'fixed':
      return { from: window.from, to: window.to };
  }
}
