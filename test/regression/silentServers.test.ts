import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { OPEN_SERVER } from '../../src/backend/stores/open';
import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import { SERVER_ENGINES, type ServerEngine } from '../../src/domain/engines/engines';
import { serverConnection } from '../../src/domain/serverConnection';
import { parseSettings } from '../../src/domain/settings';
import { PATIENT } from '../support/records';
import { sharedClickHouse } from '../support/servers/clickHouseServer';
import { sharedMariaDb } from '../support/servers/mariaDbServer';
import { sharedPostgres } from '../support/servers/postgresServer';
import { TroubledNetwork } from '../support/servers/troubledNetwork';

const SHARED = { postgres: sharedPostgres, mysql: sharedMariaDb, clickhouse: sharedClickHouse };
/** Longer than any patience here; ClickHouse sleeps three seconds a row at most. */
const LONG = {
  postgres: sql`select pg_sleep(30)`,
  mysql: sql`select sleep(30)`,
  clickhouse: sql`select sum(sleepEachRow(3)) from numbers(10) settings max_block_size = 1`,
};
const SLOW = {
  postgres: sql`select pg_sleep(2)`,
  mysql: sql`select sleep(2)`,
  clickhouse: sql`select sum(sleepEachRow(2)) from numbers(1)`,
};
const CONNECTIONS = 3;
const CLIENTS = 10;
const OUTAGE_MS = 8_000;
/** What is promised, and what a busy machine adds. */
const TOLD_MS = 5_000 + 800;
const TOLD_AGAIN_MS = 1_500 + 800;
const HEALED_MS = 3_000 + 800;

interface Outcome {
  readonly began: number;
  readonly ended: number;
  readonly failure: string | null;
}

async function ask(server: SqlServer, statement = sql`select 1`): Promise<Outcome> {
  const began = performance.now();
  const failure = await server.run(statement, PATIENT).then(
    () => null,
    (error: Error & { kind?: unknown }) => `${String(error.kind)}: ${error.message}`
  );
  return { began, ended: performance.now(), failure };
}

/** Through an outage: asked all the time by many clients, with statements under way when it begins. */
async function throughOutage(engine: ServerEngine) {
  const { host, port: target, user, password } = await SHARED[engine]();
  const network = await TroubledNetwork.before(target);
  const { settings } = parseSettings({ engine, layout: 'calls', connections: CONNECTIONS });
  if (settings.engine === 'files') {
    throw new Error('these are files');
  }
  const account = { url: `${host}:${network.port}`, user, database: '', secureJsonData: { password } };
  const server = OPEN_SERVER[settings.engine](serverConnection(settings, account, 60_000));
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(server)));
    const long = [ask(server, LONG[engine])];
    await sleep(1_500);
    network.trouble = 'drop';
    const lost = performance.now();
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, async () => {
      const outcomes: Outcome[] = [];
      while (!isOver) {
        outcomes.push(await ask(server));
        await sleep(100);
      }
      return outcomes;
    });
    await sleep(OUTAGE_MS);
    network.heal();
    const back = performance.now();
    await sleep(200);
    const slow = await ask(server, SLOW[engine]);
    await sleep(HEALED_MS - 2_200);
    isOver = true;
    return { lost, back, outcomes: (await Promise.all(clients)).flat(), long: await Promise.all(long), slow };
  } finally {
    await server.close();
    await network.close();
  }
}

it.concurrent.each(SERVER_ENGINES)(
  '%s behind a network that drops everything for eight seconds: told within five, and answered within three of its return',
  async (engine) => {
    const { lost, back, outcomes, long, slow } = await throughOutage(engine);
    for (const { began, ended } of outcomes) {
      expect(ended - began).toBeLessThan(TOLD_MS);
    }
    // Once the server is known to be silent, nobody waits that long any more.
    const told = Math.min(...outcomes.filter(({ failure }) => failure !== null).map(({ ended }) => ended));
    const knowing = outcomes.filter(({ began, ended }) => began > told && ended < back);
    expect(knowing.length).toBeGreaterThan(0);
    for (const { began, ended } of knowing) {
      expect(ended - began).toBeLessThan(TOLD_AGAIN_MS);
    }
    expect(slow.failure).toBeNull();
    expect(long[0]?.failure).toMatch(/^store: .* does not answer\. Check host and port/);
    expect((long[0]?.ended ?? Infinity) - lost).toBeLessThan(TOLD_MS);
    const failures = new Set(outcomes.flatMap(({ failure }) => failure ?? []));
    expect([...failures].join('\n')).toMatch(/^store: .* does not answer\. [^\n]*$/);
    const healed = Math.min(...outcomes.filter(({ ended, failure }) => failure === null && ended > back).map(({ ended }) => ended));
    expect(healed - back).toBeLessThan(HEALED_MS);
    // A query that begins after its return is not told of the outage.
    expect(outcomes.filter(({ began, failure }) => failure !== null && began > back + HEALED_MS / 2)).toEqual([]);
  },
  40_000
);

it.concurrent.each(SERVER_ENGINES)(
  '%s that only takes long is waited for',
  async (engine) => {
    const { host, port, user, password } = await SHARED[engine]();
    const { settings } = parseSettings({ engine, layout: 'calls', connections: 1 });
    if (settings.engine === 'files') {
      throw new Error('these are files');
    }
    const account = { url: `${host}:${port}`, user, database: '', secureJsonData: { password } };
    const server = OPEN_SERVER[settings.engine](serverConnection(settings, account, 60_000));
    const slow = {
      postgres: sql`select pg_sleep(6)`,
      mysql: sql`select sleep(6)`,
      clickhouse: sql`select sum(sleepEachRow(3)) from numbers(2) settings max_block_size = 1`,
    };
    const [first, next] = await Promise.all([ask(server, slow[engine]), ask(server)]);
    expect([first.failure, next.failure]).toEqual([null, null]);
    expect(next.ended - next.began).toBeGreaterThan(5_000);
    await server.close();
  },
  60_000
);
