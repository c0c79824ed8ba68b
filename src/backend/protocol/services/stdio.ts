import type { ServiceImpl } from '@connectrpc/connect';
import type { GRPCStdio } from '../gen/go_plugin_pb';
import { fired } from '../lifetime';

/** Stays open and silent: logs reach the host through stderr itself. */
export function stdioService(ending: AbortSignal): ServiceImpl<typeof GRPCStdio> {
  return {
    async *streamStdio(_nothing, { signal }) {
      await fired(AbortSignal.any([signal, ending]));
    },
  };
}
