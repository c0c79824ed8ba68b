import { setTimeout as sleep } from 'node:timers/promises';
import type { Plugin } from '../src/pluginHost/startPlugin';
import { decodeFrame } from '../test/backend/frames/decodeFrame';
import { channelOf, readPacket, type ReadPacket } from '../test/backend/handlers/live/liveHarness';
import type { Random } from '../test/engines/truth/random';
import { type AttackPlan, untilFree } from './clients';
import type { SoakStore } from './soakStores';
import type { WatchedPlugin } from './watchedPlugin';

const MINUTE_MS = 60_000;
const LONGEST_MS = 30_000;
const CODES = [200, 486, 503];

/** Live panels: they subscribe, are pushed answers for a while, and go. */
export class SoakChannels {
  readonly figures = { channels: 0, pushed: 0, pushedJudged: 0 };

  constructor(
    private readonly plugin: WatchedPlugin,
    private readonly stores: readonly SoakStore[],
    private readonly plan: AttackPlan
  ) {}

  /** One after the other, until it is over. */
  async watch(random: Random, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await untilFree(this.plan);
      const store = random.pick(this.stores);
      // A length of its own, since Grafana runs each channel once.
      const length = random.whole(5 * MINUTE_MS, 60 * MINUTE_MS);
      const stop = AbortSignal.timeout(random.whole(1_000, LONGEST_MS));
      await this.plugin.use('a live panel', async (plugin) => {
        try {
          await this.follow(plugin, store, length, stop);
        } catch (error) {
          if (!stop.aborted) {
            throw error;
          }
        }
      });
      await sleep(random.whole(0, 1_000));
    }
  }

  private async follow(plugin: Plugin, store: SoakStore, length: number, stop: AbortSignal): Promise<void> {
    const now = Date.now();
    const queries = [{ refId: 'A', ...{ kind: 'distribution', live: true } }];
    const asked = { dataSource: store.dataSource, queries, from: now - length, to: now, intervalMs: 1_000, maxDataPoints: 500 };
    const [answer] = await plugin.query(asked, stop);
    const [frame] = answer?.frames ?? [];
    if (answer?.status === 500) {
      this.plugin.faults.add(`an error of the plugin's: ${store.name}: ${answer.error?.message ?? ''}`, asked);
    }
    const meta = frame === undefined ? {} : decodeFrame(frame).meta;
    if ((meta['custom'] as { readonly live?: unknown } | undefined)?.live === undefined) {
      // The store is in trouble, or there are as many channels as there may be.
      return;
    }
    const channel = { dataSource: store.dataSource, path: channelOf({ meta }).path };
    this.figures.channels++;
    await plugin.subscribe(channel, stop);
    for await (const bytes of plugin.runChannel(channel, stop)) {
      this.figures.pushed++;
      this.judge(store, readPacket(bytes));
    }
  }

  private judge(store: SoakStore, packet: ReadPacket): void {
    if (packet.ended === true) {
      return;
    }
    const { live, question, asOf } = packet.schema.meta.custom as ReadPacket['schema']['meta']['custom'] & { readonly asOf?: string };
    const to = performance.now();
    const from = to - (Date.now() - (live?.at ?? 0));
    if (question === undefined || asOf !== undefined || !store.truth.isInOrder({ from, to })) {
      return;
    }
    this.figures.pushedJudged++;
    const counted = packet.data.values.flat().reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
    const bounds = store.truth.bounds(question, CODES, { from, to }, store.name !== 'files');
    if (counted < bounds.from || counted > bounds.to) {
      const what = `${counted} instead of ${bounds.from} to ${bounds.to}, ${JSON.stringify(question)}`;
      this.plugin.faults.add(`a wrong number is pushed: ${store.name}, ${counted < bounds.from ? 'lost' : 'doubled'}`, what);
    }
  }
}
