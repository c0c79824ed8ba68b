import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallResultError } from '../../domain/errors';
import { DEFAULT_PORT } from '../arguments';
import type { PreviewDataSource } from '../previewDataSource';
import { Refusal, send, sendJson } from './answer';
import { refuseStrangers } from './guard';
import { answerApi } from './routes';
import { findFile, type Mount } from './staticFiles';

export interface RunningServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Nothing but the page's own files may be loaded or asked; styles are made in the page. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'";

/**
 * Serves the page and its questions on this machine alone.
 * @param port null: the default port, or the next one that is free
 * @throws CallResultError `settings` if the port is in use
 */
export async function startServer(source: PreviewDataSource, mounts: readonly Mount[], port: number | null): Promise<RunningServer> {
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('x-content-type-options', 'nosniff');
    answer(source, mounts, request, response).catch((error: unknown) => fail(response, error));
  });
  await listen(server, port);
  const { port: used } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${used}/`,
    port: used,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  source: PreviewDataSource,
  mounts: readonly Mount[],
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  refuseStrangers(request);
  if (await answerApi(source, request, response)) {
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const file = await findFile(mounts, pathname === '/' ? '/index.html' : pathname);
  if (file === null || request.method !== 'GET') {
    throw new Refusal(404, `Nothing found at ${request.method ?? ''} ${pathname}.`);
  }
  send(response, 200, file.type, file.body);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  sendJson(response, error instanceof Refusal ? error.status : 502, { message: error instanceof Error ? error.message : String(error) });
}

/** The last of the ports that are tried if none is named. */
const LAST_PORT = DEFAULT_PORT + 99;

async function listen(server: Server, named: number | null): Promise<void> {
  for (let port = named ?? DEFAULT_PORT; ; port++) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      const cause = error as NodeJS.ErrnoException;
      if (named !== null || cause.code !== 'EADDRINUSE' || port === LAST_PORT) {
        throw listenError(cause, port);
      }
    }
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function listenError(cause: NodeJS.ErrnoException, port: number): Error {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new CallResultError('settings', `Port ${port} is in use. End what uses it, or choose another: --port ${port + 1}.`, { cause });
    case 'EACCES':
      return new CallResultError('settings', `Port ${port} is reserved for the system. Choose one above 1023: --port ${DEFAULT_PORT}.`, {
        cause,
      });
    default:
      return cause;
  }
}
