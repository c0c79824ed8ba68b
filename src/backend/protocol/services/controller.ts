import type { ServiceImpl } from '@connectrpc/connect';
import type { GRPCController } from '../gen/go_plugin_pb';

export function controllerService(end: (reason: string) => void): ServiceImpl<typeof GRPCController> {
  return {
    shutdown() {
      // The answer leaves first, so that the host does not take the end for a fault.
      setImmediate(end, 'the host asked for it');
      return {};
    },
  };
}
