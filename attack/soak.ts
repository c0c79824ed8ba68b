import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVER_ENGINES, type ServerEngine } from '../src/domain/engines/engines';
import { Random } from '../test/engines/truth/random';
import { CONNECTIONS, startServers } from './attackedServers';
import { type AttackPlan, untilFree } from './clients';
import { MachineLag } from './machineLag';
import { MemoryWatch } from './memoryWatch';
import { SoakChannels } from './soakChannels';
import { SoakScreens } from './soakScreens';
import { DatabaseStore, FilesStore, type SoakStore } from './soakStores';
import { type Faults, WatchedPlugin } from './watchedPlugin';

const CLIENTS = 16;
/** Further clients, who watch live panels. */
const LIVE_CLIENTS = 4;
const GROW_MS = 1_500;
const UPSET_MS = 40_000;
const CHECK_MS = 20_000;
const PATIENCE_MS = 15_000;
const MINUTE_MS = 60_000;
/** Full after a few minutes, so that what is kept for later queries does not look like a leak. */
const GF_PLUGIN_CACHE_MB = '16';
/** Growth of the process between the second and the last quarter of the time; before that it gets to know its work. */
const MAX_GROWTH = 1.15;
const MAX_GROWTH_MB = 40;
/** The same of what it needs, which does not include what is collected later. */
const MAX_NEEDED_GROWTH_MB = 10;
/** Shorter times show little but the beginning. */
const FLAT_AFTER_MINUTES = 9;

export interface SoakFigures {
  readonly minutes: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly upsets: Readonly<Record<string, number>>;
  /** How often a server failed though nobody disturbed it. */
  readonly serverFailures: Readonly<Record<string, number>>;
  readonly checkpoints: number;
  readonly screens: number;
  readonly queries: number;
  readonly judged: number;
  readonly cancelled: number;
  readonly longestMs: number;
  /** Live panels, what was pushed to them, and how much of that was judged. */
  readonly channels: number;
  readonly pushed: number;
  readonly pushedJudged: number;
  readonly memoryMb: ReturnType<MemoryWatch['figures']>;
  readonly starts: number;
  readonly faults: Faults;
}

/** Twenty clients for a long time, while records arrive and everything happens to the stores that happens to stores. */
export async function attackSoak(
  plan: AttackPlan,
  minutes: number,
  engines: readonly ServerEngine[] = SERVER_ENGINES
): Promise<SoakFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attacked-'));
  const servers = await startServers(engines);
  const stores: readonly SoakStore[] = [await FilesStore.in(folder), ...servers.map((attacked) => new DatabaseStore(attacked))];
  const plugin = new WatchedPlugin({ GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '30', GF_PLUGIN_CACHE_MB });
  const [memory, lag] = [new MemoryWatch(plugin), new MachineLag()];
  const screens = new SoakScreens(plugin, stores, lag, plan);
  const channels = new SoakChannels(plugin, stores, plan);
  const until = performance.now() + minutes * MINUTE_MS;
  const isOver = () => performance.now() >= until;
  let checkpoints = 0;
  const random = (number: number) => new Random(plan.seed * 1_000_003 + number);
  const every = async (ms: number, random: Random, work: () => Promise<unknown>) => {
    while (!isOver()) {
      await sleep(Math.min(random.whole(0, 2 * ms), Math.max(0, until - performance.now())));
      await untilFree(plan);
      await work();
    }
  };
  try {
    await Promise.all([
      ...stores.flatMap((store, index) => {
        const [growing, upsetting, checking] = [random(index), random(100 + index), random(200 + index)];
        return [
          every(GROW_MS, growing, () => store.grow(growing)),
          every(Math.min(UPSET_MS, (minutes * MINUTE_MS) / 4), upsetting, () => store.upset(upsetting)),
          every(Math.min(CHECK_MS, (minutes * MINUTE_MS) / 4), checking, async () => {
            await screens.check(store);
            checkpoints++;
          }),
        ];
      }),
      ...Array.from({ length: CLIENTS }, (_, index) => screens.watch(random(1_000 + index), isOver)),
      ...Array.from({ length: LIVE_CLIENTS }, (_, index) => channels.watch(random(2_000 + index), isOver)),
    ]);
    for (const store of stores) {
      await screens.check(store);
      await nothingIsLeft(plugin, store, 2 * CONNECTIONS);
    }
    const memoryMb = memory.figures();
    const grows = ([, second = 0, , last = 0]: readonly number[], mb: number) => last > second * MAX_GROWTH + mb;
    if (minutes >= FLAT_AFTER_MINUTES && grows(memoryMb?.quarters ?? [], MAX_GROWTH_MB)) {
      plugin.faults.add('memory grows', memoryMb);
    }
    if (minutes >= FLAT_AFTER_MINUTES && grows(memoryMb?.needed ?? [], MAX_NEEDED_GROWTH_MB)) {
      plugin.faults.add('objects are not given back', memoryMb);
    }
    await plugin.stop();
    for (const store of stores) {
      await nothingIsLeft(plugin, store, 0);
    }
    const named = <T>(value: (store: SoakStore) => T) => Object.fromEntries(stores.map((store) => [store.name, value(store)]));
    return {
      minutes,
      calls: named(({ truth }) => truth.added),
      upsets: named(({ upsets }) => upsets),
      serverFailures: named(({ failures }) => failures),
      checkpoints: checkpoints + stores.length,
      ...screens.figures,
      ...channels.figures,
      memoryMb,
      starts: plugin.starts,
      faults: plugin.faults,
    };
  } finally {
    memory.stop();
    lag.stop();
    await plugin.stop();
    await Promise.all(servers.map((server) => server.remove()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function nothingIsLeft(plugin: WatchedPlugin, store: SoakStore, most: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  let sessions = await store.sessions();
  while (sessions > most && performance.now() < until) {
    await sleep(100);
    sessions = await store.sessions();
  }
  if (sessions > most) {
    plugin.faults.add('sessions are left', `${store.name}: ${sessions}`);
  }
}
