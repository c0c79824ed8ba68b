import { CallResultError } from '../../domain/errors';
import { parseCallQuery, type CallQuery } from '../../kinds/kinds';
import { encodeFrame } from '../frames/arrow';
import { toFrames } from '../frames/toFrame';
import type { DataQuery, PluginContext, PluginHandlers } from '../protocol/plugin';
import { isFromAlertRule } from './alertRule';
import type { DataSource, DataSources } from './dataSource';
import { asResponseError, failureKind } from './failures';
import type { MeasuredKind, Metrics } from './metrics';
import { answerQuery } from '../../kinds/answers';
import { filterMaskFor, maskedError, maskFor } from './privacy';
import type { RequestContext } from '../queries/ask/queryContext';
import { withTimeLimit } from './timeLimit';

/** Answers one query with its frames. */
export function createQueryHandler(sources: DataSources, metrics: Metrics, longestMs: number, now: () => number): PluginHandlers['query'] {
  const answer = async (query: CallQuery, data: DataQuery, context: PluginContext, signal: AbortSignal): Promise<Uint8Array[]> => {
    const tables = await sources.use(context, (source) =>
      withTimeLimit(longestMs, signal, (limited) => answerQuery(query, requestContext(data, context, source, now()), source, limited))
    );
    return toFrames(tables, data.refId, context.instance).map(encodeFrame);
  };

  return async (data, context, signal) => {
    const began = performance.now();
    let kind: MeasuredKind = 'unknown';
    const done = (outcome: Parameters<Metrics['queryAnswered']>[1]) =>
      metrics.queryAnswered(kind, outcome, (performance.now() - began) / 1_000);
    try {
      const query = parseCallQuery(data.json);
      kind = query.kind;
      const frames = await answer(query, data, context, signal);
      done('ok');
      return frames;
    } catch (error) {
      done(failureKind(error));
      throw asResponseError(maskedError(error, context));
    }
  };
}

/** Frames count nanoseconds in 64 bits, which end in April 2262. */
const LAST_TIME = Date.UTC(2260, 0, 1);

/** No call is older than the epoch; dashboards may well ask for "all time". */
function withinTime(epochMs: number): number {
  return Math.min(LAST_TIME, Math.max(0, epochMs));
}

/** A rule's range moves back as a whole, so that a rule over five minutes always judges five settled ones. */
function requestContext(
  { from, to, intervalMs, maxDataPoints }: DataQuery,
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
    rule,
    settledUntil: now - settlesAfterMs,
    mask: maskFor(context, privacy),
    filterMask: filterMaskFor(context, privacy),
  };
}
