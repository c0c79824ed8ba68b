import { Code, ConnectError } from '@connectrpc/connect';
import type { ServiceImpl } from '@connectrpc/connect';
import { HealthCheckResponse_ServingStatus as Status } from '../gen/health_pb';
import type { Health } from '../gen/health_pb';
import { fired } from '../lifetime';

/** The name under which a go-plugin host asks whether the plugin serves; the empty name asks for the whole server. */
const served = new Set(['plugin', '']);

export function healthService(ending: AbortSignal): ServiceImpl<typeof Health> {
  return {
    check({ service }) {
      if (!served.has(service)) {
        throw new ConnectError(`Unknown service "${service}".`, Code.NotFound);
      }
      return { status: Status.SERVING };
    },
    async *watch({ service }, { signal }) {
      if (!served.has(service)) {
        yield { status: Status.SERVICE_UNKNOWN };
        await fired(AbortSignal.any([signal, ending]));
        return;
      }
      yield { status: Status.SERVING };
      await fired(AbortSignal.any([signal, ending]));
      yield { status: Status.NOT_SERVING };
    },
  };
}
