import { createConnection } from 'mysql2';
import type { ServerEndpoint } from './clientOptions';

const GIVE_UP_MS = 3000;

/** Where a session runs, so that nothing is stopped on another server behind the same address. */
export interface SessionPlace {
  readonly thread: string;
  readonly server: string;
}

/**
 * Asks the server over a connection of its own to stop what a session runs; a user may stop statements of his own. Does
 * nothing where the address leads to another server this time. Never rejects; whether a statement ended shows in the
 * statement.
 */
export async function killQuery(endpoint: ServerEndpoint, { thread, server }: SessionPlace): Promise<void> {
  const socket = endpoint.connect();
  await new Promise<void>((resolve) => {
    socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
    socket.once('close', () => resolve());
    const connection = createConnection({ ...endpoint.options, stream: () => socket });
    connection.on('error', () => socket.destroy());
    connection.query("select concat(@@hostname, ':', @@port)", (error, rows) => {
      const [[here] = []] = (error === null ? rows : []) as unknown as unknown[][];
      if (here === server) {
        connection.query(`kill query ${BigInt(thread)}`, () => connection.end(() => socket.end()));
      } else {
        socket.destroy();
      }
    });
  });
}
