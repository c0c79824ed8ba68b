import { readFileSync } from 'node:fs';
import type { PluginLog } from '../src/pluginHost/pluginProcess';
import { type Plugin, startPlugin } from '../src/pluginHost/startPlugin';
import { executablePath } from '../src/preview/executable';

/** What must not happen, with an example of each. */
export class Faults {
  readonly counts = new Map<string, { times: number; example: string }>();

  add(what: string, example: unknown): void {
    const before = this.counts.get(what);
    const text = typeof example === 'string' ? example : JSON.stringify(example);
    this.counts.set(what, { times: (before?.times ?? 0) + 1, example: before?.example ?? text.slice(0, 2_000) });
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, { times }) => sum + times, 0);
  }
}

/** The built plugin as Grafana runs it. A crash is counted, and the next request has a new process. */
export class WatchedPlugin {
  readonly faults = new Faults();
  starts = 0;
  private running: Promise<Plugin> | null = null;
  private isStopping = false;

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  /** Gives the process to the work. What it rejects with is a fault, unless the work has caught it. */
  async use<T>(what: unknown, work: (plugin: Plugin) => Promise<T>): Promise<T | null> {
    const plugin = await (this.running ??= this.start());
    try {
      return await work(plugin);
    } catch (error) {
      this.faults.add(`no answer: ${error instanceof Error ? error.message.slice(0, 80) : String(error)}`, what);
      return null;
    }
  }

  /** The most memory that the process has had, megabytes; null where the system does not tell. */
  memoryMb(): Promise<number | null> {
    return this.status('VmHWM');
  }

  /** The memory that it has now, megabytes, without pages of files, which the system takes and gives as it likes. */
  ownMb(): Promise<number | null> {
    return this.status('RssAnon');
  }

  /** What JavaScript's objects take now, garbage included, megabytes; null where it does not tell. */
  async heapMb(): Promise<number | null> {
    try {
      const metrics = await (await this.running)?.collectMetrics();
      const bytes = /^nodejs_heap_size_used_bytes (\d+)/m.exec(metrics ?? '')?.[1];
      return bytes === undefined ? null : Math.round(Number(bytes) / 1_000_000);
    } catch {
      return null;
    }
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await (await this.running)?.stop();
  }

  private async status(key: string): Promise<number | null> {
    const plugin = await this.running;
    try {
      const kilobytes = new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(`/proc/${plugin?.pid ?? 0}/status`, 'utf8'))?.[1];
      return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_000);
    } catch {
      return null;
    }
  }

  private async start(): Promise<Plugin> {
    this.starts++;
    const plugin = await startPlugin(executablePath(process.cwd()), { env: this.env, onLog: (log) => this.read(log) });
    void plugin.ended.then((code) => {
      this.running = null;
      if (!this.isStopping) {
        this.faults.add('crash', `ended with ${String(code)}`);
      }
    });
    return plugin;
  }

  private read({ level, message, fields }: PluginLog): void {
    if (level === 'error' || level === 'warn') {
      this.faults.add(`log: ${message.slice(0, 80)}`, fields);
    }
  }
}
