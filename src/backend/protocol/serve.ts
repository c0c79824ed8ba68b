import { createServer } from 'node:http2';
import { format } from 'node:util';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { Semaphores } from '../concurrency/semaphores';
import { Data, Diagnostics, Resource, Stream } from './gen/backend_pb';
import { GRPCBroker, GRPCController, GRPCStdio } from './gen/go_plugin_pb';
import { Health } from './gen/health_pb';
import { handshakeLine, refusalOf } from './handshake';
import { Lifetime } from './lifetime';
import { listen } from './listen';
import { createLogger } from './logger';
import type { Logger } from './logger';
import { onParentExit } from './parent';
import type { PluginHandlers } from './plugin';
import { brokerService } from './services/broker';
import { controllerService } from './services/controller';
import { dataService } from './services/data';
import { diagnosticsService } from './services/diagnostics';
import { healthService } from './services/health';
import { resourceService } from './services/resource';
import { stdioService } from './services/stdio';
import { streamService } from './services/stream';

export interface ServeOptions {
  /** Where the host left the magic cookie and the socket's folder; the process's own by default. */
  readonly environment?: NodeJS.ProcessEnv;
  /** How many queries of one data source run at once. Most of them wait for statements, which their stores bound: the same one, where they ask the same. */
  readonly concurrentQueries?: number;
}

/** Made only after the host has shown its cookie. */
export type HandlersFactory = (logger: Logger) => PluginHandlers | Promise<PluginHandlers>;

const longestRequest = 16 * 1024 * 1024;
const longestAnswer = 256 * 1024 * 1024;

/** The only client is the host itself: its many streams and resets are its dashboards, no attack. */
const trustedHost = { maxSessionMemory: 1024, streamResetBurst: 100_000, streamResetRate: 10_000 };

/**
 * Serves a plugin to the Grafana that started this process, until Grafana ends it or is gone itself.
 * Ends the process with code 1 where it was started by hand, or cannot serve.
 */
export async function servePlugin(plugin: PluginHandlers | HandlersFactory, options: ServeOptions = {}): Promise<void> {
  const { environment = process.env, concurrentQueries = 128 } = options;
  const refusal = refusalOf(environment);
  if (refusal !== null) {
    process.stderr.write(`${refusal}\n`);
    process.exit(1);
  }
  // A parent that is gone reads no logs; that is not a reason to fail before the plugin was closed.
  process.stderr.on('error', () => undefined);
  const logger = createLogger((line) => process.stderr.write(line));
  logUncaughtErrors(logger);
  logConsole(logger);
  try {
    const handlers = typeof plugin === 'function' ? await plugin(logger) : plugin;
    await serve(handlers, environment, concurrentQueries, logger);
  } catch (error) {
    logger.error('the plugin could not start', { error });
    process.exit(1);
  }
}

async function serve(handlers: PluginHandlers, environment: NodeJS.ProcessEnv, concurrentQueries: number, logger: Logger): Promise<void> {
  const server = createServer(trustedHost);
  const lifetime = new Lifetime(server, logger);
  const end = (reason: string, graceMs?: number) => void lifetime.end(reason, () => handlers.close(), graceMs);
  server.on(
    'request',
    connectNodeAdapter({
      connect: false,
      grpcWeb: false,
      acceptCompression: [],
      readMaxBytes: longestRequest,
      writeMaxBytes: longestAnswer,
      shutdownSignal: lifetime.abandoned,
      routes: (router) =>
        router
          .service(Health, healthService(lifetime.ending))
          .service(GRPCController, controllerService(end))
          .service(GRPCBroker, brokerService(lifetime.ending))
          .service(GRPCStdio, stdioService(lifetime.ending))
          .service(Data, dataService(handlers, new Semaphores(concurrentQueries), logger))
          .service(Diagnostics, diagnosticsService(handlers, logger))
          .service(Resource, resourceService(handlers, logger))
          .service(Stream, streamService(handlers.live, lifetime.ending, logger)),
    })
  );
  const address = await listen(server, environment);
  onParentExit(() => end('the parent process is gone', 0));
  process.on('SIGTERM', () => end('SIGTERM'));
  // Ctrl-C in a terminal reaches Grafana too, which then asks for the end in its own order.
  process.on('SIGINT', () => logger.debug('interrupted; the host decides'));
  process.stdout.write(`${handshakeLine(address)}\n`);
}

/** A fault nobody caught belongs to one request; the others keep their process. */
function logUncaughtErrors(logger: Logger): void {
  process.on('uncaughtException', (error) => logger.error('uncaught exception', { error }));
  process.on('unhandledRejection', (error) => logger.error('unhandled promise rejection', { error }));
}

/** What libraries print is a line of the log, and never on stdout, which is the host's. */
function logConsole(logger: Logger): void {
  for (const method of ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const) {
    console[method] = (...printed: unknown[]) => logger.debug('a library printed', { printed: format(...printed) });
  }
}
