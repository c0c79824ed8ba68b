import { percentText } from '../../domain/percentText';
import { type AgainstUsual, USUAL_WEEKS } from '../../backend/queries/ask/usualCalls';
import type { TimeRange } from '../../backend/stores/question';
import { offsetAt } from '../../domain/timeZone';
import type { Window } from './compared';
import type { Period, WorseSince } from './since';
import { lostAnswers } from './worse';
import { valueName } from './table';

/** Places that the sentence names. */
const MAX_NAMED = 3;
/** No test says that something is impossible. */
const TINY = 0.0001;
const MINUTE_MS = 60_000;

/** Why nothing can be said to be worse; null where it can. */
export function whyNotCompared(sides: AgainstUsual | null): string | null {
  if (sides === null) {
    return 'No calls of this time range are settled yet, so it is not known whether anything is worse than usual.';
  }
  return sides.baseline.length > 0
    ? null
    : 'It is not known whether anything is worse than usual: neither the same hours of last week nor the time range before have calls.';
}

/**
 * What got worse, in a few sentences; or that nothing did, and against what.
 * @param isTold whether there are enough calls to tell
 * @param timeZone of the times in it
 */
export function worseText(worse: readonly WorseSince[], sides: AgainstUsual, isTold: boolean, timeZone: string): string {
  const usual = usualName(sides);
  if (worse.length === 0) {
    return isTold
      ? `Nothing is significantly worse than in ${usual}.`
      : `There are too few calls to tell whether anything is worse than in ${usual}.`;
  }
  const more = worse.length - MAX_NAMED;
  const isOfUsual = worse.some(({ window }) => window.usual === sides.of);
  return [
    isOfUsual ? `Worse than in ${usual}:` : 'Worse lately:',
    ...worse.slice(0, MAX_NAMED).map((one) => sentence(one, sides, timeZone)),
    ...(more > 0 ? [`And ${more} more ${more === 1 ? 'value' : 'values'}.`] : []),
  ].join(' ');
}

function usualName({ of, baseline }: AgainstUsual): string {
  switch (of) {
    case 'weeks':
      // The newest of them has calls.
      return baseline.length === 1
        ? 'the same hours of last week'
        : `the same hours of ${baseline.length < USUAL_WEEKS ? `${baseline.length} of ` : ''}the last ${USUAL_WEEKS} weeks`;
    case 'previous':
      return 'the time range before';
  }
}

function sentence(worse: WorseSince, sides: AgainstUsual, timeZone: string): string {
  const { place, window, calls, answered, usual, p, instead, period } = worse;
  const where = place === null ? 'all calls' : `${place.dimension} ${valueName(place.value)}`;
  const lost = Math.round(lostAnswers(worse)).toLocaleString('en-US');
  const chance = p < TINY ? `p < ${TINY}` : `p = ${p.toFixed(4)}`;
  const part = window.isPart ? ` in the ${partText(window.range, timeZone)}` : '';
  const before = beforeText(window);
  const numbers = `${percentText(answered)} of ${calls.toLocaleString('en-US')} answered${part}, ${before} ${percentText(usual)} (${lost} fewer, ${chance})`;
  const when = period === null ? '' : `, ${periodText(period, sides, timeZone)}`;
  return `${where}: ${numbers}; ${percentText(instead.share)} ${instead.result}, ${before} ${percentText(instead.usual)}${when}.`;
}

function beforeText({ usual }: Window): string {
  switch (usual) {
    case 'weeks':
    case 'previous':
      return 'usually';
    case 'day before':
      return 'the day before';
    case 'rest':
      return 'in the rest of the time range';
  }
}

/** `20 minutes to 2026-12-16 17:40`. The end is not always now: newer calls are not settled, and time ranges may be in the past. */
function partText({ from, to }: TimeRange, timeZone: string): string {
  const minutes = Math.round((to - from) / MINUTE_MS);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const numbered = (count: number, name: string) => (count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`]);
  return `${[...numbered(hours, 'hour'), ...numbered(rest, 'minute')].join(' ')} to ${momentText(to, timeZone)}`;
}

function periodText({ since, until }: Period, { current: { range } }: AgainstUsual, timeZone: string): string {
  const orEarlier = since === range.from ? ' or earlier' : '';
  return `since ${momentText(since, timeZone)}${orEarlier}${until === null ? '' : `, until ${momentText(until, timeZone)}`}`;
}

function momentText(at: number, timeZone: string): string {
  return new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 16).replace('T', ' ');
}
