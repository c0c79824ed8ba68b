import type { ServiceImpl } from '@connectrpc/connect';
import type { GRPCBroker } from '../gen/go_plugin_pb';
import { fired } from '../lifetime';

/** Hosts open this stream at once and treat its end as a fault; no further connections are ever announced on it. */
export function brokerService(ending: AbortSignal): ServiceImpl<typeof GRPCBroker> {
  return {
    async *startStream(_announced, { signal }) {
      await fired(AbortSignal.any([signal, ending]));
    },
  };
}
