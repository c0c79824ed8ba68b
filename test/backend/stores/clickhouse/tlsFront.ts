import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';

/** Speaks TLS before a server that does not, as a proxy does. */
export async function tlsFront(port: number, options: https.ServerOptions): Promise<https.Server> {
  const front = https.createServer(options, (request, response) => {
    const behind = http.request(
      { host: '127.0.0.1', port, path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }
    );
    request.pipe(behind);
    behind.on('error', () => response.destroy());
  });
  front.listen(0);
  await once(front, 'listening');
  return front;
}
