import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer';

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets only this machine's own pages in. A stranger's page may reach a loopback address through the reader's browser:
 * under a name of its own that resolves here (then Host is that name), or straight (then Origin is that page).
 * @throws Refusal 403
 */
export function refuseStrangers({ headers, socket }: IncomingMessage): void {
  const hosts = NAMES.map((name) => `${name}:${String(socket.localPort)}`);
  if (!hosts.includes(headers.host ?? '')) {
    throw new Refusal(403, `This page answers as ${hosts[0] ?? ''} only.`);
  }
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`)) {
    throw new Refusal(403, 'Other pages may not ask here.');
  }
}
