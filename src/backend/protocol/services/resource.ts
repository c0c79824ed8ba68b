import type { ServiceImpl } from '@connectrpc/connect';
import { contextOf } from '../context';
import { failureOf } from '../failure';
import type { CallResourceRequest, Resource } from '../gen/backend_pb';
import type { Logger } from '../logger';
import { ResponseError } from '../plugin';
import type { PluginHandlers, ResourceAnswer, ResourceRequest } from '../plugin';

/** More than any settings or query a browser has reason to send. */
const longestBody = 1024 * 1024;

export function resourceService(handlers: PluginHandlers, logger: Logger): ServiceImpl<typeof Resource> {
  const answer = async (message: CallResourceRequest, signal: AbortSignal): Promise<ResourceAnswer> => {
    try {
      const headers = Object.entries(message.headers).map(([name, list]) => [name, list.values.join(', ')] as const);
      const context = contextOf(message.pluginContext, headers);
      return await handlers.resource(requestOf(message), context, signal);
    } catch (error) {
      if (!(error instanceof ResponseError) && !signal.aborted) {
        logger.error('a resource failed unexpectedly', { method: message.method, path: message.path, error });
      }
      const { status, message: text } = failureOf(error);
      return { status, body: { message: text } };
    }
  };

  return {
    async *callResource(message, { signal }) {
      const { status, body } = await answer(message, signal);
      yield {
        code: status,
        headers: { 'Content-Type': { values: ['application/json'] } },
        body: new TextEncoder().encode(JSON.stringify(body ?? null)),
      };
    },
  };
}

function requestOf({ method, path, url, body }: CallResourceRequest): ResourceRequest {
  if (body.length > longestBody) {
    throw new ResponseError(413, 'plugin', `The request has ${body.length} bytes; at most ${longestBody} are read. Send less.`);
  }
  const question = url.indexOf('?');
  return {
    method,
    path: path.replace(/^\/+/, ''),
    search: new URLSearchParams(question < 0 ? '' : url.slice(question + 1)),
    body,
  };
}
