import { Code, ConnectError } from '@connectrpc/connect';
import type { ServiceImpl } from '@connectrpc/connect';
import { contextOf } from '../context';
import { messageOf } from '../failure';
import { ChannelResponse_Status as Status } from '../gen/backend_pb';
import type { ChannelRequest, Stream } from '../gen/backend_pb';
import type { Logger } from '../logger';
import { ResponseError } from '../plugin';
import type { LiveChannels, Subscription } from '../plugin';

const STATUS: Readonly<Record<Subscription['status'], Status>> = {
  ok: Status.OK,
  'not found': Status.NOT_FOUND,
  refused: Status.PERMISSION_DENIED,
};

/**
 * Live channels. Nobody publishes into them.
 * @param ending fires when the process ends
 */
export function streamService(live: LiveChannels, ending: AbortSignal, logger: Logger): ServiceImpl<typeof Stream> {
  const contextFor = ({ pluginContext, headers }: ChannelRequest) => contextOf(pluginContext, Object.entries(headers));
  const failed = (path: string, error: unknown): ConnectError => {
    if (!(error instanceof ResponseError)) {
      logger.error('a live channel failed unexpectedly', { path, error });
    }
    return new ConnectError(messageOf(error), Code.Internal);
  };

  return {
    subscribeStream(request) {
      try {
        const subscription = live.subscribe(request.path, contextFor(request));
        const data = subscription.status === 'ok' ? subscription.data : null;
        return { status: STATUS[subscription.status], ...(data === null ? {} : { data }) };
      } catch (error) {
        throw failed(request.path, error);
      }
    },
    publishStream: () => ({ status: Status.PERMISSION_DENIED }),
    async *runStream(request, { signal }) {
      try {
        for await (const data of live.run(request.path, contextFor(request), AbortSignal.any([signal, ending]))) {
          if (signal.aborted) {
            // Nobody is left to hear what a channel says at its end.
            return;
          }
          yield { data };
        }
      } catch (error) {
        if (!signal.aborted) {
          throw failed(request.path, error);
        }
      }
    },
  };
}
