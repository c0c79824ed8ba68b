/** A live channel whose database goes away and comes back: through the plugin's process, on a PostgreSQL of the test's own. */
import { startPlugin, type Plugin } from '../../src/pluginHost/startPlugin';
import { builtPlugin } from '../support/builtPlugin';
import { startPostgres } from '../support/servers/postgresServer';
import { decodeFrame } from '../backend/frames/decodeFrame';
import { channelOf, readPacket, type ReadPacket } from '../backend/handlers/live/liveHarness';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const editor = { login: 'e', role: 'Editor' };

let server: Awaited<ReturnType<typeof startPostgres>>;
let plugin: Plugin;
const leave = new AbortController();
beforeAll(async () => {
  server = await startPostgres();
  await server.query('create table calls (start_time timestamptz, sip_code integer)');
  await addCalls(3);
  plugin = await startPlugin(builtPlugin());
}, 120_000);
afterAll(async () => {
  leave.abort();
  await plugin.stop();
  await server.remove();
});

function addCalls(calls: number): Promise<unknown> {
  return server.query('insert into calls select now(), 200 from generate_series(1, $1)', [calls]);
}

/** The packets of a live panel about the last hour. */
async function watch(staleFor: string): Promise<AsyncIterator<Uint8Array>> {
  const { host, port, user, password, database } = server;
  const jsonData = { version: 1, engine: 'postgres', layout: 'calls', tlsMode: 'disable', liveInterval: '1s', staleFor };
  const dataSource = { uid: 'wall', name: 'wall', url: `${host}:${port}`, user, database, secureJsonData: { password }, jsonData };
  const now = Date.now();
  const queries = [{ refId: 'A', version: 1, kind: 'distribution', live: true }];
  const asked = { dataSource, queries, from: now - HOUR, to: now, intervalMs: SECOND, maxDataPoints: 500, user: editor };
  const [answer] = await plugin.query(asked);
  expect(answer?.error).toBeNull();
  const channel = { dataSource, path: channelOf(decodeFrame(answer!.frames[0]!)).path, user: editor };
  expect(await plugin.subscribe(channel)).toMatchObject({ status: 'OK' });
  return plugin.runChannel(channel, leave.signal)[Symbol.asyncIterator]();
}

interface Shown {
  /** All calls; null where no number is shown. */
  readonly calls: number | null;
  readonly notices: readonly { readonly severity: string; readonly text: string }[];
  readonly at: number;
}

function shown({ schema, data }: ReadPacket): Shown {
  const numbers = data.values.flat().filter((value) => typeof value === 'number');
  return {
    calls: data.values.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0),
    notices: schema.meta.notices ?? [],
    at: schema.meta.custom.live?.at ?? NaN,
  };
}

/** What the panel shows by and by, up to and with the first that is as wanted. */
async function until(packets: AsyncIterator<Uint8Array>, isWanted: (one: Shown) => boolean): Promise<Shown[]> {
  const all: Shown[] = [];
  for (;;) {
    const { value, done } = await packets.next();
    expect(done).not.toBe(true);
    const one = shown(readPacket(value as Uint8Array));
    all.push(one);
    if (isWanted(one)) {
      return all;
    }
  }
}

const isLost = ({ notices }: Shown) => notices.some(({ severity, text }) => severity !== 'info' && text.includes('Nothing listens at'));

test('says so and keeps its numbers while these may be shown, then shows none, and goes on once the database is back', async () => {
  const staleFor = 4;
  const packets = await watch(`${staleFor}s`);
  const sound = (await until(packets, ({ calls }) => calls === 3)).at(-1)!;
  expect(isLost(sound)).toBe(false);

  await server.kill();
  const lost = await until(packets, ({ calls }) => calls === null);
  const withNumbers = lost.slice(0, -1).filter(isLost);
  expect(withNumbers.length).toBeGreaterThan(0);
  expect(withNumbers.map(({ calls }) => calls)).toEqual(withNumbers.map(() => 3));
  expect(withNumbers[0]?.notices[0]?.text).toMatch(/^As of .*the database cannot be reached/);
  // The last sound answer was some ticks after the first; none of those that followed it is counted as one.
  const lastSound = [sound, ...lost].findLast((one) => one.calls !== null && !isLost(one))!;
  expect(withNumbers.at(-1)!.at - lastSound.at).toBeLessThanOrEqual((staleFor + 1) * SECOND);
  expect(lost.at(-1)?.notices[0]).toMatchObject({ severity: 'error', text: expect.stringContaining('the next attempt follows') as string });

  await server.start();
  await addCalls(2);
  const healed = (await until(packets, ({ calls }) => calls === 5)).at(-1)!;
  expect(isLost(healed)).toBe(false);
});
