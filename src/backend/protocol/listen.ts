import { randomUUID } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Address {
  readonly network: 'unix' | 'tcp';
  readonly address: string;
}

/** What fits into a unix socket's address, on the narrowest of the systems. */
const longestPath = 103;

/**
 * Binds the server where its host alone can reach it: a unix socket of mode 0600, or TCP on loopback under Windows.
 * @throws Error if the socket's folder cannot be written, or its path is too long.
 */
export async function listen(server: Server, environment: NodeJS.ProcessEnv): Promise<Address> {
  if (process.platform === 'win32') {
    await bound(server, () => server.listen(0, '127.0.0.1'));
    const at = server.address();
    if (at === null || typeof at === 'string') {
      throw new Error('The system provided no TCP port on loopback.');
    }
    return { network: 'tcp', address: `127.0.0.1:${at.port}` };
  }
  const path = socketPath(environment);
  // Bound under a narrow mask, the socket is never open to others, not even for a moment.
  const mask = process.umask(0o177);
  try {
    await bound(server, () => server.listen(path));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot create a socket at ${path}: ${reason}. Make the folder writable for Grafana.`, { cause });
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
  process.once('exit', () => rmSync(path, { force: true }));
  return { network: 'unix', address: path };
}

function socketPath(environment: NodeJS.ProcessEnv): string {
  const folder = environment['PLUGIN_UNIX_SOCKET_DIR'] || tmpdir();
  const path = join(folder, `plugin-${randomUUID().slice(0, 13)}.sock`);
  if (Buffer.byteLength(path) > longestPath) {
    throw new Error(
      `${path} is too long for a unix socket, which may have ${longestPath} bytes: set PLUGIN_UNIX_SOCKET_DIR to a shorter folder.`
    );
  }
  return path;
}

function bound(server: Server, bind: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    bind();
  });
}
