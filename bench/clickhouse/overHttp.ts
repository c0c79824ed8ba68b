import http from 'node:http';
import type { ClickHouseAddress } from '../../test/support/servers/clickHouseServer';
import type { TimedClient } from '../fastest';
import { time } from '../measure';

/** The HTTP interface as `curl` would use it: the whole answer is read, and not looked at. */
export function openHttp({ host, port, user, password, database }: ClickHouseAddress): TimedClient {
  const agent = new http.Agent({ keepAlive: true });
  const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
  const path = `/?database=${encodeURIComponent(database)}`;
  const ask = async (statement: string) => {
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.request({ host, port, path, method: 'POST', headers, agent }, resolve).on('error', reject).end(`${statement} format RowBinary`);
    });
    const bytes = Buffer.concat(await answer.toArray());
    if (answer.statusCode !== 200) {
      throw new Error(bytes.toString());
    }
  };
  return {
    name: 'HTTP interface',
    time: (statement) => time(() => ask(statement)),
    close: () => Promise.resolve(agent.destroy()),
  };
}
