import { setTimeout as sleep } from 'node:timers/promises';
import { EXAMPLES } from '../src/kinds/examples';
import type { Random } from '../test/engines/truth/random';
import { type AttackPlan, neverAnswered, untilFree } from './clients';
import { countedCalls, isLastAnswer } from './countedCalls';
import type { MachineLag } from './machineLag';
import type { SoakStore } from './soakStores';
import type { WatchedPlugin } from './watchedPlugin';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const RANGES = [5 * MINUTE_MS, 60 * MINUTE_MS, DAY_MS];
const MAX_REFRESHES = 6;
const REFRESH_MS = 2_500;
/** Longer is blocked, unless the machine has other work to do. */
const SLOW_MS = 5_000;
/** With less time for the process than this, an error may be one of time. */
const BUSY_MS = 2_000;
const JUDGED = [
  { query: { kind: 'distribution' }, codes: [200, 486, 503] },
  { query: { kind: 'distribution', results: ['answered'] }, codes: [200] },
  { query: { kind: 'distribution', results: ['busy', 'unavailable'] }, codes: [486, 503] },
] as const;
const OTHERS = Object.values(EXAMPLES).flat();

/** Panels that come, refresh and go, and whether what they show is right. */
export class SoakScreens {
  readonly figures = { screens: 0, queries: 0, judged: 0, cancelled: 0, longestMs: 0 };

  constructor(
    private readonly plugin: WatchedPlugin,
    private readonly stores: readonly SoakStore[],
    private readonly lag: MachineLag,
    private readonly plan: AttackPlan
  ) {}

  /** One after the other, until it is over. */
  async watch(random: Random, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.figures.screens++;
      const [store, length] = [random.pick(this.stores), random.pick(RANGES)];
      const judged = random.chance(0.6) ? random.pick(JUDGED) : null;
      const fresh = random.chance(0.3);
      for (let refreshes = random.whole(1, MAX_REFRESHES); refreshes > 0 && !isOver(); refreshes--) {
        await untilFree(this.plan);
        const range = { from: Date.now() - length, to: Date.now() };
        await (judged === null
          ? this.show(store, random.pick(OTHERS).query, range, random)
          : this.judge(store, judged, { ...range, fresh }));
        await sleep(random.whole(0, REFRESH_MS));
      }
    }
  }

  /** While nothing is written, all is counted exactly. */
  async check(store: SoakStore): Promise<void> {
    await store.alone(async () => {
      // Until the store's last trouble is over for those who ask.
      while (!store.truth.isInOrder({ from: performance.now(), to: performance.now() })) {
        await sleep(100);
      }
      for (const judged of JUDGED) {
        for (const fresh of [true, false]) {
          await this.judge(store, judged, { from: Date.now() - 2 * DAY_MS, to: Date.now() + DAY_MS, fresh });
        }
      }
    });
  }

  private async judge(
    store: SoakStore,
    { query, codes }: (typeof JUDGED)[number],
    { fresh, ...range }: { readonly from: number; readonly to: number; readonly fresh: boolean }
  ): Promise<void> {
    const lagBefore = this.lag.soFarMs;
    const from = performance.now();
    const answer = await this.ask(store, { ...query, fresh }, range);
    const asked = { from, to: performance.now() };
    if (answer === null || !store.truth.isInOrder(asked) || isLastAnswer(answer.frames)) {
      return;
    }
    this.figures.judged++;
    this.figures.longestMs = Math.max(this.figures.longestMs, Math.round(asked.to - asked.from));
    if (asked.to - asked.from > SLOW_MS + this.lag.soFarMs - lagBefore) {
      this.plugin.faults.add(`a slow answer: ${store.name}`, `${Math.round(asked.to - asked.from)} ms`);
    }
    if (answer.status !== 200 && (this.lag.soFarMs - lagBefore > BUSY_MS || !(await store.isWell()))) {
      return;
    }
    if (answer.status !== 200) {
      this.plugin.faults.add(`an error without trouble: ${store.name}: ${answer.error?.message ?? ''}`, query);
      return;
    }
    const counted = countedCalls(answer.frames);
    // Files have a version: what is kept of them is never older.
    const bounds = store.truth.bounds(range, codes, asked, !fresh && store.name !== 'files');
    if (counted < bounds.from || counted > bounds.to) {
      const what = `${counted} instead of ${bounds.from} to ${bounds.to}, ${JSON.stringify({ ...query, fresh, ...range })}`;
      this.plugin.faults.add(`a wrong number: ${store.name}, ${counted < bounds.from ? 'lost' : 'doubled'}`, what);
    }
  }

  /** Any kind of panel, some of which are closed before they are answered. */
  private async show(
    store: SoakStore,
    query: object,
    range: { readonly from: number; readonly to: number },
    random: Random
  ): Promise<void> {
    const leaves = random.chance(0.3);
    this.figures.cancelled += leaves ? 1 : 0;
    await this.ask(store, query, range, leaves ? AbortSignal.timeout(random.whole(1, 50)) : undefined);
  }

  private async ask(store: SoakStore, query: object, range: { readonly from: number; readonly to: number }, signal?: AbortSignal) {
    this.figures.queries++;
    const request = { dataSource: store.dataSource, queries: [{ refId: 'A', ...query }], ...range, intervalMs: 60_000, maxDataPoints: 500 };
    const answers = await this.plugin.use(query, async (plugin) => {
      try {
        return await plugin.query(request, signal ?? neverAnswered());
      } catch (error) {
        if (signal?.aborted === true) {
          return [];
        }
        throw error;
      }
    });
    const [answer = null] = answers ?? [];
    if (answer?.status === 500 || answer?.error?.source === 'plugin') {
      this.plugin.faults.add(`an error of the plugin's: ${store.name}: ${answer.error?.message ?? ''}`, query);
    }
    return answer;
  }
}
