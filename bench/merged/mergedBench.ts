/** How long a database takes to make calls of rows: of accounting rows, every call challenged, with an index on their key and without; or of FusionPBX's legs. */
import { createHandlers } from '../../src/backend/handlers/createHandlers';
import type { ServerEngine } from '../../src/domain/engines/engines';
import { startClickHouse } from '../../test/support/servers/clickHouseServer';
import { startMariaDb } from '../../test/support/servers/mariaDbServer';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { median, time } from '../measure';
import { SETTINGS as MYSQL_SETTINGS } from '../mysql/settings';
import { openClient } from '../postgres/psql';
import { SETTINGS as POSTGRES_SETTINGS } from '../postgres/settings';
import { ask, type BenchRange, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { clickHouseAccounting, mariaDbAccounting, type MergedSample, postgresAccounting } from './accounting';
import { postgresLegs } from './legs';
import { mergedByHand } from './mergedByHand';

const RUNS = 5;
const REFRESH_MS = 5_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RANGES = [
  ['1 hour', HOUR_MS],
  ['1 day', DAY_MS],
  ['30 days', 30 * DAY_MS],
] as const;

interface Place {
  readonly title: string;
  readonly source: BenchSource;
  readonly samples: Readonly<Record<string, MergedSample>>;
  /** Milliseconds of the best known statement for the calls of a range by the hour; absent: not compared. */
  readonly best?: { readonly name: string; time(range: BenchRange): Promise<number> };
  close(): Promise<void>;
}

const OPEN: Readonly<Record<ServerEngine, () => Promise<Place>>> = {
  async postgres() {
    const server = await startPostgres(POSTGRES_SETTINGS);
    const client = await openClient(server);
    return {
      title: 'PostgreSQL',
      source: sourceOf('postgres', { ...server, url: `${server.host}:${server.port}` }),
      samples: { kamailio: postgresAccounting(server), fusionpbx: postgresLegs(server) },
      best: { name: client.name, time: (range) => client.time(mergedByHand(range)) },
      async close() {
        await client.close();
        await server.remove();
      },
    };
  },
  async mysql() {
    const server = await startMariaDb(MYSQL_SETTINGS);
    const database = await server.createDatabase();
    return {
      title: 'MariaDB',
      source: sourceOf('mysql', { ...server, url: `${server.host}:${server.port}`, database }),
      samples: { kamailio: mariaDbAccounting(server, database) },
      close: () => server.remove(),
    };
  },
  async clickhouse() {
    const server = await startClickHouse();
    return {
      title: 'ClickHouse',
      source: sourceOf('clickhouse', server),
      samples: { kamailio: clickHouseAccounting(server) },
      close: () => server.remove(),
    };
  },
};

function sourceOf(engine: ServerEngine, { url, user, database, password }: Omit<BenchSource, 'jsonData'>): BenchSource {
  return { url, user, database, password, jsonData: { engine, tlsMode: 'disable' } };
}

/** @param engine the server to start; it is gone afterwards */
export async function benchMerged(engine: string, layout: string, rows: number): Promise<void> {
  const open = Object.entries(OPEN).find(([name]) => name === engine)?.[1];
  if (open === undefined) {
    throw new Error(`--engine ${engine}: merged measures ${Object.keys(OPEN).join(', ')}. Files are merged when they are imported.`);
  }
  const place = await open();
  try {
    const sample = place.samples[layout];
    if (sample === undefined) {
      throw new Error(`--layout ${layout}: merged measures ${Object.keys(place.samples).join(', ')} on ${place.title}.`);
    }
    const { table, keyIndex } = sample;
    const made = await time(() => sample.make(rows));
    process.stdout.write(`${place.title}: ${rows} rows of ${table} made in ${(made / 1000).toFixed(0)} s\n`);
    const source = { ...place.source, jsonData: { ...place.source.jsonData, layout } };
    if (keyIndex === undefined) {
      await measure(source, null, table);
      return;
    }
    await measure(source, place.best ?? null, `index on ${keyIndex.column}`);
    await keyIndex.drop();
    await measure(source, place.best ?? null, `no index on ${keyIndex.column}`);
  } finally {
    await place.close();
  }
}

/** @param of what is written before each result */
async function measure(source: BenchSource, best: Place['best'] | null, of: string): Promise<void> {
  let now = WHOLE_MONTH.to;
  const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, () => now);
  const context = contextFor(source);
  try {
    for (const [name, length] of RANGES) {
      now = WHOLE_MONTH.to;
      const range: BenchRange = { from: now - length, to: now };
      const trend = (fresh = true) =>
        time(() =>
          ask(handlers, context, { kind: 'trend', bucket: length > DAY_MS ? '1h' : '5m', fresh }, { from: now - length, to: now })
        );
      // The first looks at the table.
      await trend();
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let run = 0; run < RUNS; run++) {
        ours.push(await trend());
        theirs.push(...(length > DAY_MS && best ? [await best.time(range)] : []));
      }
      await trend(false);
      await trend(false);
      const refreshed: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        now += REFRESH_MS;
        refreshed.push(await trend(false));
      }
      const compared = theirs.length === 0 ? '' : `, ${best?.name}'s best statement in ${median(theirs).toFixed(0)} ms`;
      process.stdout.write(
        `  ${of}: trend over ${name} in ${median(ours).toFixed(0)} ms${compared}, refreshed 5 s later in ${median(refreshed).toFixed(1)} ms\n`
      );
    }
  } finally {
    await handlers.close();
  }
}
