import { LRUCache } from 'lru-cache';
import { ResponseError } from './plugin';
import type { DataSourceInstance, PluginContext } from './plugin';

export interface InstanceFactory<T> {
  /** Makes what answers for one data source with the settings given. Its failure is told to the callers and not kept. */
  create(settings: DataSourceInstance): Promise<T>;
  dispose(instance: T): Promise<void>;
}

interface Entry<T> {
  readonly madeOf: string;
  readonly created: Promise<T>;
  /** One for each that uses it right now, which resolves when it has finished. */
  readonly users: Set<Promise<void>>;
  readonly retired: AbortController;
}

/** An instance that lives until it is released. */
export interface HeldInstance<T> {
  readonly instance: T;
  /** Fires when its settings have changed, or there is no room for it: whoever holds it for long lets it go then. */
  readonly retired: AbortSignal;
  release(): void;
}

/**
 * Keeps one instance for each data source, by organization and uid. Changed settings make a new one;
 * the old one is disposed when the calls that still use it have finished. All of the settings are compared, as Grafana
 * knows the time of their last change only to the second.
 */
export class InstanceCache<T> {
  private readonly entries: LRUCache<string, Entry<T>>;
  private readonly disposals = new Set<Promise<void>>();

  /** @param limit how many are kept; beyond it the least recently used goes. */
  constructor(
    private readonly factory: InstanceFactory<T>,
    limit = 100
  ) {
    this.entries = new LRUCache({ max: limit, dispose: (entry) => this.retire(entry) });
  }

  /**
   * Runs `call` with the context's instance, which lives at least as long as the call runs.
   * @throws ResponseError 400 if the request names no data source; whatever create or call throws.
   */
  async use<R>(context: PluginContext, call: (instance: T) => Promise<R>): Promise<R> {
    const { instance, release } = await this.hold(context);
    try {
      return await call(instance);
    } finally {
      release();
    }
  }

  /**
   * The context's instance, for as long as the caller needs it.
   * @throws ResponseError 400 if the request names no data source; whatever create throws.
   */
  async hold(context: PluginContext): Promise<HeldInstance<T>> {
    const { instance: settings } = context;
    if (settings === null) {
      throw new ResponseError(400, 'plugin', 'The request names no data source; ask through one.');
    }
    const { created, users, retired } = this.entryOf(JSON.stringify([context.orgId, settings.uid]), settings);
    let finish = (): void => undefined;
    const using = new Promise<void>((resolve) => (finish = resolve));
    users.add(using);
    const release = () => {
      users.delete(using);
      finish();
    };
    try {
      return { instance: await created, retired: retired.signal, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Disposes all, each when its running calls have finished. */
  async close(): Promise<void> {
    this.entries.clear();
    await Promise.all(this.disposals);
  }

  private entryOf(key: string, settings: DataSourceInstance): Entry<T> {
    const madeOf = JSON.stringify(settings);
    const known = this.entries.get(key);
    if (known?.madeOf === madeOf) {
      return known;
    }
    const entry: Entry<T> = { madeOf, created: this.create(settings), users: new Set(), retired: new AbortController() };
    entry.created.catch(() => this.forget(key, entry));
    this.entries.set(key, entry);
    return entry;
  }

  private async create(settings: DataSourceInstance): Promise<T> {
    return this.factory.create(settings);
  }

  private retire(entry: Entry<T>): void {
    entry.retired.abort();
    const disposal = this.dispose(entry).finally(() => this.disposals.delete(disposal));
    this.disposals.add(disposal);
  }

  private forget(key: string, entry: Entry<T>): void {
    if (this.entries.peek(key) === entry) {
      this.entries.delete(key);
    }
  }

  /** Nobody is left to be told of an instance that was never made, or does not let itself be disposed. */
  private async dispose({ created, users }: Entry<T>): Promise<void> {
    await Promise.allSettled(users);
    await created.then((instance) => this.factory.dispose(instance)).catch(() => undefined);
  }
}
