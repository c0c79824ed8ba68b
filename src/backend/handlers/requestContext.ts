import { CallResultError } from '../../domain/errors';
import type { DataQuery, PluginContext } from '../protocol/plugin';
import type { RequestContext } from '../queries/ask/queryContext';
import { isComputedWith, isFromAlertRule } from './alertRule';
import type { DataSource } from './dataSource';
import { filterMaskFor, maskFor } from './privacy';

/** Frames count nanoseconds in 64 bits, which end in April 2262. */
const LAST_TIME = Date.UTC(2260, 0, 1);

/** No call is older than the epoch; dashboards may well ask for "all time". */
function withinTime(epochMs: number): number {
  return Math.min(LAST_TIME, Math.max(0, epochMs));
}

/**
 * What Grafana says beside a query. A rule's range moves back as a whole, so that a rule over five minutes always judges five settled ones.
 * @throws CallResultError `query` if the range ends before it starts
 */
export function requestContext(
  { from, to, intervalMs, maxDataPoints }: Pick<DataQuery, 'from' | 'to' | 'intervalMs' | 'maxDataPoints'>,
  context: PluginContext,
  { settlesAfterMs, privacy }: DataSource,
  now: number
): RequestContext {
  if (to < from) {
    throw new CallResultError('query', 'The time range ends before it starts. Choose an earlier start.');
  }
  const rule = isFromAlertRule(context.headers);
  const back = rule ? settlesAfterMs : 0;
  const range = { from: withinTime(from - back), to: withinTime(to - back) };
  return {
    range,
    intervalMs,
    maxDataPoints,
    explain: !rule,
    marks: !isComputedWith(context.headers),
    rule,
    settledUntil: now - settlesAfterMs,
    mask: maskFor(context, privacy),
    filterMask: filterMaskFor(context, privacy),
  };
}
