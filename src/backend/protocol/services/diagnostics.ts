import { Code, ConnectError } from '@connectrpc/connect';
import type { ServiceImpl } from '@connectrpc/connect';
import { contextOf } from '../context';
import { messageOf } from '../failure';
import { CheckHealthResponse_HealthStatus as Status } from '../gen/backend_pb';
import type { Diagnostics } from '../gen/backend_pb';
import type { Logger } from '../logger';
import { ResponseError } from '../plugin';
import type { PluginHandlers } from '../plugin';

export function diagnosticsService(handlers: PluginHandlers, logger: Logger): ServiceImpl<typeof Diagnostics> {
  return {
    /** A check that throws is a check that failed: its message is what the administrator reads. */
    async checkHealth(request, { signal }) {
      try {
        const context = contextOf(request.pluginContext, Object.entries(request.headers));
        const { ok, message, details } = await handlers.checkHealth(context, signal);
        const jsonDetails = new TextEncoder().encode(JSON.stringify(details ?? {}));
        return { status: ok ? Status.OK : Status.ERROR, message, jsonDetails };
      } catch (error) {
        if (!(error instanceof ResponseError)) {
          logger.error('the health check failed unexpectedly', { error });
        }
        return { status: Status.ERROR, message: messageOf(error) };
      }
    },
    async collectMetrics() {
      try {
        return { metrics: { prometheus: new TextEncoder().encode(await handlers.collectMetrics()) } };
      } catch (error) {
        logger.error('the metrics could not be collected', { error });
        throw new ConnectError(messageOf(error), Code.Internal);
      }
    },
  };
}
