import { CallResultError, UnreachableError } from '../../domain/errors';
import { maskNumbers } from '../../domain/numberMask';
import { parseCallQuery, type CallQuery } from '../../kinds/kinds';
import { encodeFrame } from '../frames/arrow';
import { toFrames } from '../frames/toFrame';
import type { DataQuery, PluginContext, PluginHandlers } from '../protocol/plugin';
import { asOf } from '../queries/after/tables/asOf';
import type { Table } from '../queries/after/tables/table';
import { isComputedWith, isFromAlertRule } from './alertRule';
import type { DataSource, DataSources } from './dataSource';
import { asResponseError, failureKind } from './failures';
import type { MeasuredKind, Metrics } from './metrics';
import { answerQuery } from '../../kinds/answers';
import { filterMaskFor, maskedError, maskFor } from './privacy';
import type { RequestContext } from '../queries/ask/queryContext';
import { withTimeLimit } from './timeLimit';

/** Answers one query with its frames. */
export function createQueryHandler(sources: DataSources, metrics: Metrics, longestMs: number, now: () => number): PluginHandlers['query'] {
  const answer = (query: CallQuery, data: DataQuery, context: PluginContext, signal: AbortSignal): Promise<Uint8Array[]> =>
    sources.use(context, async (source) => {
      const askedAt = now();
      const request = requestContext(data, context, source, askedAt);
      const encoded = (tables: readonly Table[]) => toFrames(tables, data.refId, context.instance).map(encodeFrame);
      const { lastAnswers, timeZone } = source;
      const mayBeEarlier = query.fresh !== true && !isComputedWith(context.headers);
      try {
        const tables = await withTimeLimit(longestMs, signal, (limited) => answerQuery(query, request, source, limited));
        const frames = encoded(tables);
        if (mayBeEarlier) {
          lastAnswers.keep(query, request, askedAt, tables, bytesOf(frames));
        }
        return frames;
      } catch (error) {
        if (!mayBeEarlier || !(error instanceof UnreachableError)) {
          throw error;
        }
        const earlier = lastAnswers.find(query, request, now());
        if (earlier === null) {
          throw error;
        }
        metrics.staleAnswerShown(query.kind);
        const reason = maskNumbers(error.message, request.mask);
        return encoded(asOf({ ...earlier, now: now(), reason, timeZone }));
      }
    });

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

function bytesOf(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
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
