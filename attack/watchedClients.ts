import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../test/engines/truth/random';
import { type AttackedServer, CODES, FIRST, type Way } from './attackedServers';
import { neverAnswered } from './clients';
import { countedCalls, isLastAnswer } from './countedCalls';
import type { WatchedPlugin } from './watchedPlugin';

const PAUSE_MS = 250;
const DAY_MS = 86_400_000;
const ALL = Object.values(CODES).reduce((sum, calls) => sum + calls, 0);
const FORMS = [
  { query: { kind: 'distribution', fresh: true }, calls: ALL },
  { query: { kind: 'distribution', fresh: true, results: ['answered'] }, calls: CODES[200] },
  { query: { kind: 'distribution', results: ['busy'] }, calls: CODES[486] },
] as const;

/** What a client was told, and when. */
export interface Told {
  readonly way: Way;
  readonly began: number;
  readonly ended: number;
  /** Null: a right number, and not the last answer to the same query. */
  readonly failure: string | null;
}

/** Clients that ask a server all the time, half of them through its network. */
export class WatchedClients {
  told: Told[] = [];
  queries = 0;
  private isOver = false;
  private readonly running: Promise<unknown>;

  constructor(
    private readonly plugin: WatchedPlugin,
    private readonly attacked: AttackedServer,
    clients: number,
    seed: number
  ) {
    const all = Array.from({ length: clients }, (_, index) =>
      this.client(index % 2 === 0 ? 'network' : 'direct', new Random(seed + index))
    );
    this.running = Promise.all(all);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async client(way: Way, random: Random): Promise<void> {
    while (!this.isOver) {
      await (random.chance(0.9) ? this.ask(way, random) : this.leave(way, random));
      await sleep(random.whole(0, PAUSE_MS));
    }
  }

  private async ask(way: Way, random: Random): Promise<void> {
    const form = random.pick(FORMS);
    const began = performance.now();
    const answers = await this.plugin.use(form.query, (plugin) => plugin.query(this.request(way, form.query), neverAnswered()));
    const [answer] = answers ?? [];
    this.queries++;
    const failure =
      answer === undefined ? 'no answer' : (answer.error?.message ?? (isLastAnswer(answer.frames) ? 'the last answer' : null));
    this.told.push({ way, began, ended: performance.now(), failure });
    if (answer === undefined) {
      return;
    }
    const what = `${this.attacked.engine} ${way}: ${failure ?? ''}`;
    if (answer.status === 500 || answer.error?.source === 'plugin') {
      this.plugin.faults.add(`an error of the plugin's: ${what}`, form.query);
    }
    if (answer.status === 200 && countedCalls(answer.frames) !== form.calls) {
      this.plugin.faults.add(`a wrong number: ${what}`, `${countedCalls(answer.frames)} instead of ${form.calls}`);
    }
  }

  /** Asks, and is gone before it is told, or looks whether the data source works. */
  private async leave(way: Way, random: Random): Promise<void> {
    if (random.chance(0.3)) {
      const dataSource = this.attacked.dataSources[way];
      await this.plugin.use('Save & test', (plugin) => plugin.checkHealth(dataSource, neverAnswered()));
      return;
    }
    const gone = AbortSignal.timeout(random.whole(1, 30));
    await this.plugin.use('leave', (plugin) => plugin.query(this.request(way, FORMS[0].query), gone).catch(() => undefined));
  }

  private request(way: Way, query: object) {
    const queries = [{ refId: 'A', ...query }];
    return { dataSource: this.attacked.dataSources[way], queries, from: FIRST, to: FIRST + DAY_MS, intervalMs: 60_000, maxDataPoints: 100 };
  }
}
