import net from 'node:net';
import tls from 'node:tls';
import type { ServerEndpoint } from './clientOptions';

/** How a server knows a session: who may cancel its statement knows both. */
export interface SessionKey {
  readonly processId: number;
  readonly secret: number;
}

/** Codes that a first message may carry; PostgreSQL, "Message Formats": CancelRequest and SSLRequest. */
const CANCEL = 80877102;
const ASK_FOR_TLS = 80877103;
const TLS_GRANTED = 'S'.charCodeAt(0);
const GIVE_UP_MS = 3000;

/**
 * Asks the server to stop what a session runs: a message over a connection of its own, which the server closes when it
 * has passed the request on. Never rejects; whether a statement ended shows in the statement.
 */
export async function requestCancel(endpoint: ServerEndpoint, { processId, secret }: SessionKey): Promise<void> {
  const socket = endpoint.host.startsWith('/')
    ? net.connect(`${endpoint.host}/.s.PGSQL.${endpoint.port}`)
    : net.connect(endpoint.port, endpoint.host);
  // The server is the one to close: PgBouncer (1.18) ends itself where the client goes first.
  const send = (stream: net.Socket) => stream.resume().write(message(CANCEL, processId, secret));
  return new Promise((resolve) => {
    socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve());
    if (endpoint.tls === null) {
      socket.once('connect', () => send(socket));
      return;
    }
    const { tls: options, host } = endpoint;
    socket.once('connect', () => socket.write(message(ASK_FOR_TLS)));
    socket.once('data', (answer) => {
      if (answer[0] !== TLS_GRANTED) {
        socket.destroy();
        return;
      }
      const secure = tls.connect({ host, ...options, socket }, () => send(secure));
      secure.once('error', () => socket.destroy());
    });
  });
}

function message(...numbers: readonly number[]): Buffer {
  const length = 4 * (numbers.length + 1);
  const bytes = Buffer.alloc(length);
  [length, ...numbers].forEach((number, index) => bytes.writeInt32BE(number, 4 * index));
  return bytes;
}
