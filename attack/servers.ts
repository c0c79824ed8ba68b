import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../test/engines/truth/random';
import { type AttackedServer, CONNECTIONS, startServers, type Way } from './attackedServers';
import { type AttackPlan, inFlight } from './clients';
import { MachineLag } from './machineLag';
import { MemoryWatch } from './memoryWatch';
import { type Told, WatchedClients } from './watchedClients';
import { type Faults, WatchedPlugin } from './watchedPlugin';

const CLIENTS = 10;
/** What is promised. A machine that has other work to do adds to it. */
const TOLD_MS = 5_000;
const BUSY_MS = 500;
/** As long as anything may take before the attack gives up on it. */
const PATIENCE_MS = 15_000;
/** What a busy machine adds to it at most: its lag may grow as fast as the time that passes. */
const MAX_LAG_MS = 60_000;
const LOOK_AGAIN_MS = 10;
/** After a server has failed, whatever it left is gone. */
const SETTLED_MS = 2_000;
/** A connection for each statement, one that asks whether the server is there, and one that is being given up. */
const MAX_SESSIONS = 2 * (CONNECTIONS + 2);
const WAYS: readonly Way[] = ['network', 'direct'];

interface Trouble {
  /** Of those that it concerns; the others must not notice. */
  readonly ways: readonly Way[];
  readonly longestMs: number;
  /** What is promised for the first answer after it. */
  readonly recoveryMs: number;
  /** Whether an error comes within five seconds: a server that sends a byte at a time does answer. */
  readonly isTold: boolean;
  begin(attacked: AttackedServer): Promise<void>;
  end(attacked: AttackedServer): Promise<void>;
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  killed: {
    ways: WAYS,
    longestMs: 1_500,
    recoveryMs: 2_000,
    isTold: true,
    begin: ({ server }) => server.kill(),
    end: ({ server }) => server.start(),
  },
  frozen: {
    ways: WAYS,
    longestMs: 7_000,
    recoveryMs: 3_000,
    isTold: true,
    begin: async ({ server }) => server.freeze(),
    end: async ({ server }) => server.thaw(),
  },
  stalled: {
    ways: ['network'],
    longestMs: 7_000,
    recoveryMs: 3_000,
    isTold: true,
    begin: async ({ network }) => void (network.trouble = 'hold'),
    end: async ({ network }) => network.heal(),
  },
  lost: {
    ways: ['network'],
    longestMs: 7_000,
    recoveryMs: 3_000,
    isTold: true,
    begin: async ({ network }) => void (network.trouble = 'drop'),
    // What was lost does not come again.
    end: async ({ network }) => {
      network.heal();
      network.cut();
    },
  },
  cut: {
    ways: ['network'],
    longestMs: 0,
    recoveryMs: 2_000,
    isTold: true,
    begin: async ({ network }) => network.cut(),
    end: async () => {},
  },
  dripped: {
    ways: ['network'],
    longestMs: 4_000,
    recoveryMs: 3_000,
    isTold: false,
    begin: async ({ network }) => void (network.trouble = 'drip'),
    end: async ({ network }) => network.heal(),
  },
};

export interface ServerFigures {
  readonly events: Readonly<Record<string, number>>;
  readonly queries: number;
  readonly errorsTold: number;
  /** Until the first answer after an event, of each kind, milliseconds: the median, the longest, and which that was. */
  readonly recoveryMs: Readonly<Record<string, { readonly median: number; readonly longest: number; readonly event: string }>>;
  readonly longestUntilToldMs: number;
  readonly mostSessions: number;
  /** Events in which a server failed whatever the plugin did, and which are not judged. */
  readonly serverFailures: number;
  readonly memoryMb: ReturnType<MemoryWatch['figures']>;
  readonly seconds: number;
  readonly starts: number;
  readonly faults: Faults;
}

/**
 * PostgreSQL, MariaDB and ClickHouse killed, frozen, stalled, cut off and slowed down while clients ask them.
 * @param longestMs how long a trouble lasts at most
 */
export async function attackServers(plan: AttackPlan, longestMs = Infinity): Promise<ServerFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attacked-'));
  const servers = await startServers();
  const plugin = new WatchedPlugin({ GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '30' });
  const memory = new MemoryWatch(plugin);
  const lag = new MachineLag();
  const began = performance.now();
  const attacks = servers.map((attacked, index) => new ServerAttack(plugin, attacked, lag, plan.seed * 1_000_003 + index, longestMs));
  try {
    const each = Math.ceil(plan.count / servers.length);
    await Promise.all(attacks.map((attack) => attack.run({ ...plan, count: each })));
    const memoryMb = memory.figures();
    await plugin.stop();
    await Promise.all(attacks.map((attack) => attack.nobodyIsLeft()));
    return { ...figuresOf(attacks), memoryMb, seconds: (performance.now() - began) / 1_000, starts: plugin.starts, faults: plugin.faults };
  } finally {
    memory.stop();
    lag.stop();
    await Promise.all(attacks.map(({ clients }) => clients.stop()));
    await plugin.stop();
    await Promise.all(servers.map((server) => server.remove()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(attacks: readonly ServerAttack[]) {
  const recoveries = new Map<string, Recovery[]>();
  for (const recovery of attacks.flatMap((attack) => attack.recoveries)) {
    recoveries.set(recovery.kind, [...(recoveries.get(recovery.kind) ?? []), recovery]);
  }
  const sorted = [...recoveries].map(([kind, all]) => [kind, all.sort((a, b) => a.ms - b.ms)] as const);
  return {
    events: Object.fromEntries(sorted.map(([kind, all]) => [kind, all.length])),
    queries: attacks.reduce((sum, { clients }) => sum + clients.queries, 0),
    errorsTold: attacks.reduce((sum, { errorsTold }) => sum + errorsTold, 0),
    recoveryMs: Object.fromEntries(
      sorted.map(([kind, all]) => {
        const [median, longest] = [all[all.length >> 1], all.at(-1)];
        return [kind, { median: Math.round(median?.ms ?? 0), longest: Math.round(longest?.ms ?? 0), event: longest?.what ?? '' }];
      })
    ),
    longestUntilToldMs: Math.round(Math.max(0, ...attacks.map(({ longestUntilTold }) => longestUntilTold))),
    mostSessions: Math.max(...attacks.map(({ mostSessions }) => mostSessions)),
    serverFailures: attacks.reduce((sum, { serverFailures }) => sum + serverFailures, 0),
  };
}

interface Recovery {
  readonly kind: string;
  readonly ms: number;
  readonly what: string;
}

/** What happens to one of the servers. */
class ServerAttack {
  readonly clients: WatchedClients;
  readonly recoveries: Recovery[] = [];
  private hasFailed = false;
  errorsTold = 0;
  longestUntilTold = 0;
  mostSessions = 0;
  serverFailures = 0;

  constructor(
    private readonly plugin: WatchedPlugin,
    private readonly attacked: AttackedServer,
    private readonly lag: MachineLag,
    private readonly seed: number,
    private readonly longestMs: number
  ) {
    this.clients = new WatchedClients(plugin, attacked, CLIENTS, seed);
  }

  /** One event after the other. */
  async run(plan: AttackPlan): Promise<void> {
    // Until everything works for the first time.
    if (!(await this.until(() => this.untilAnswered(0)))) {
      this.plugin.faults.add('no answer before the first event', this.attacked.engine);
    }
    await inFlight(1, plan, async (number) => {
      try {
        await (this.hasFailed ? undefined : this.event(number, new Random(this.seed * 1_009 + number)));
      } catch (error) {
        // It cannot be started any more; the attack on the others goes on.
        this.hasFailed = true;
        this.plugin.faults.add(`a server does not start: ${this.attacked.engine}`, error instanceof Error ? error.message : String(error));
      }
    });
    await this.clients.stop();
    if (!this.hasFailed && !(await this.until(async () => (await this.attacked.statements()) === 0))) {
      this.plugin.faults.add('statements run that nobody waits for', this.attacked.engine);
    }
  }

  async nobodyIsLeft(): Promise<void> {
    if (!this.hasFailed && !(await this.until(async () => (await this.attacked.sessions()) === 0))) {
      this.plugin.faults.add('sessions are left after the plugin has ended', this.attacked.engine);
    }
  }

  private async event(number: number, random: Random): Promise<void> {
    const names = Object.keys(TROUBLES);
    // Each as often as the others, whatever the number of events.
    const kind = names[number % names.length] ?? '';
    const trouble = TROUBLES[kind] as Trouble;
    await sleep(random.whole(0, 500));
    this.clients.told = [];
    const [lost, lagAtFirst] = [performance.now(), this.lag.soFarMs];
    await trouble.begin(this.attacked);
    await sleep(random.whole(0, Math.min(trouble.longestMs, this.longestMs)));
    await trouble.end(this.attacked);
    const [back, lagBefore] = [performance.now(), this.lag.soFarMs];
    const isAnswered = await this.until(() => this.untilAnswered(back));
    const untilAnswered = this.lag.soFarMs;
    const isTidy = await this.until(() => this.hasFewSessions());
    if (!(await this.isServerWell())) {
      return;
    }
    const what = `${this.attacked.engine} ${kind}, event ${number}`;
    const { faults } = this.plugin;
    if (!isAnswered) {
      faults.add(`no answer after it was ${kind}`, what);
    }
    if (!isTidy) {
      faults.add('sessions are left', what);
    }
    for (const way of trouble.ways) {
      const ms = Math.min(...this.clients.told.filter((told) => isAnswer(told, way, back)).map(({ ended }) => ended)) - back;
      const waited = untilAnswered - lagBefore;
      this.recoveries.push({ kind, ms, what: `${what}, ${way}, while the machine took ${Math.round(waited)} ms` });
      if (ms > trouble.recoveryMs + BUSY_MS + waited) {
        faults.add(`slow to recover: ${this.attacked.engine} ${kind}`, `${what}: ${Math.round(ms)} ms`);
      }
    }
    this.judge(trouble, lost, BUSY_MS + this.lag.soFarMs - lagAtFirst, what);
  }

  private async hasFewSessions(): Promise<boolean> {
    const sessions = await this.attacked.sessions();
    this.mostSessions = Math.max(this.mostSessions, sessions);
    return sessions <= MAX_SESSIONS;
  }

  /** A server that has ended or does not answer whatever the plugin does is started again, and is no fault of the plugin's. */
  private async isServerWell(): Promise<boolean> {
    try {
      await this.attacked.sessions();
      return true;
    } catch {
      this.serverFailures++;
      await this.attacked.server.kill();
      await sleep(SETTLED_MS);
      await this.attacked.server.start();
      return false;
    }
  }

  private judge({ ways, isTold }: Trouble, lost: number, busyMs: number, what: string): void {
    const failures = this.clients.told.filter(({ failure }) => failure !== null);
    this.errorsTold += failures.length;
    for (const { way, began, ended, failure } of failures) {
      const untilTold = ended - Math.max(began, lost);
      if (isTold) {
        this.longestUntilTold = Math.max(this.longestUntilTold, untilTold);
      }
      if (isTold && untilTold > TOLD_MS + busyMs) {
        this.plugin.faults.add(`told late: ${this.attacked.engine}`, `${what}: ${Math.round(untilTold)} ms, ${failure ?? ''}`);
      }
      if (!ways.includes(way) && began > lost) {
        this.plugin.faults.add(`told of trouble that was elsewhere: ${this.attacked.engine}`, `${what}: ${failure ?? ''}`);
      }
    }
  }

  private async untilAnswered(back: number): Promise<boolean> {
    return WAYS.every((way) => this.clients.told.some((told) => isAnswer(told, way, back)));
  }

  /** Whether it is so before the patience ends. A server that cannot be asked tells nothing. */
  private async until(isSo: () => Promise<boolean>): Promise<boolean> {
    const [began, lagBefore] = [performance.now(), this.lag.soFarMs];
    while (!(await isSo().catch(() => false))) {
      if (performance.now() - began > PATIENCE_MS + Math.min(this.lag.soFarMs - lagBefore, MAX_LAG_MS)) {
        return false;
      }
      await sleep(LOOK_AGAIN_MS);
    }
    return true;
  }
}

function isAnswer(told: Told, way: Way, back: number): boolean {
  return told.way === way && told.failure === null && told.ended > back;
}
