import type { ServiceImpl } from '@connectrpc/connect';
import type { Semaphores } from '../../concurrency/semaphores';
import { contextOf, parseJson } from '../context';
import { failureOf } from '../failure';
import type { Failure } from '../failure';
import type { Data, DataQuery as QueryMessage, QueryDataRequest } from '../gen/backend_pb';
import type { Logger } from '../logger';
import { ResponseError } from '../plugin';
import type { DataQuery, EncodedFrames, PluginHandlers } from '../plugin';

interface Answer {
  readonly refId: string;
  readonly result: { readonly frames: EncodedFrames } | { readonly failure: Failure };
}

/**
 * Each query is answered separately: one that fails leaves its neighbors whole.
 * @param semaphores of data sources: queries of one that does not answer keep nobody else waiting
 */
export function dataService(handlers: PluginHandlers, semaphores: Semaphores, logger: Logger): ServiceImpl<typeof Data> {
  const answer = async (request: QueryDataRequest, message: QueryMessage, signal: AbortSignal): Promise<Answer> => {
    const { refId } = message;
    try {
      const context = contextOf(request.pluginContext, Object.entries(request.headers));
      const query = queryOf(message);
      const source = JSON.stringify([context.orgId, context.instance?.uid]);
      const frames = await semaphores.run(source, signal, async () => handlers.query(query, context, signal));
      return { refId, result: { frames } };
    } catch (error) {
      if (!(error instanceof ResponseError) && !signal.aborted) {
        logger.error('a query failed unexpectedly', { refId, error });
      }
      return { refId, result: { failure: failureOf(error) } };
    }
  };

  return {
    async queryData(request, { signal }) {
      const answers = await Promise.all(request.queries.map((message) => answer(request, message, signal)));
      return { responses: Object.fromEntries(answers.map(({ refId, result }) => [refId, responseOf(result)])) };
    },
    async *queryChunkedData(request, { signal }) {
      const running = request.queries.map((message) => answer(request, message, signal));
      for (const one of running) {
        const { refId, result } = await one;
        if ('failure' in result) {
          yield { refId, ...failed(result.failure) };
        } else {
          yield* result.frames.map((frame, index) => ({ refId, frameId: `${refId}-${index}`, frame, status: 200 }));
        }
      }
    },
  };
}

function responseOf(result: Answer['result']) {
  return 'failure' in result ? failed(result.failure) : { frames: [...result.frames], status: 200 };
}

function failed({ message, status, source }: Failure) {
  return { error: message, status, errorSource: source };
}

function queryOf(message: QueryMessage): DataQuery {
  return {
    refId: message.refId,
    queryType: message.queryType,
    intervalMs: Number(message.intervalMs),
    maxDataPoints: Number(message.maxDataPoints),
    from: Number(message.timeRange?.fromEpochMs ?? 0n),
    to: Number(message.timeRange?.toEpochMs ?? 0n),
    json: parseJson(message.json, `the query ${message.refId}`),
  };
}
