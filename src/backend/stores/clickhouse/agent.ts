import http from 'node:http';
import https from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { patience } from '../sql/patience';

/**
 * Connections to the server, kept for further requests.
 * @param tls null: in the clear
 * @param connectMs how long the server may take to take a connection up, TLS included
 */
export function serverAgent(tls: ConnectionOptions | null, max: number, connectMs: number): http.Agent {
  const options = { keepAlive: true, maxSockets: max };
  const agent = tls === null ? new http.Agent(options) : new https.Agent({ ...options, ...tls });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (request, done) => {
    const socket = connect(request, done);
    if (socket) {
      const error = Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
      const stop = patience(connectMs, () => socket.destroy(error));
      socket.once(tls === null ? 'connect' : 'secureConnect', stop).once('close', stop);
    }
    return socket;
  };
  return agent;
}
