import { Code, ConnectError } from '@connectrpc/connect';
import type { ServiceImpl } from '@connectrpc/connect';
import { ChannelResponse_Status as Status } from '../gen/backend_pb';
import type { Stream } from '../gen/backend_pb';

/** No plugin served here has live channels: there is nothing to subscribe to, to run, or to publish into. */
export function streamService(): ServiceImpl<typeof Stream> {
  return {
    subscribeStream: () => ({ status: Status.NOT_FOUND }),
    publishStream: () => ({ status: Status.PERMISSION_DENIED }),
    async *runStream({ path }) {
      throw new ConnectError(`Unknown live channel "${path}".`, Code.Unimplemented);
    },
  };
}
