import type { WatchedPlugin } from './watchedPlugin';

const EVERY_MS = 1_000;
const MIN_SAMPLES = 8;

/** Looks at the memory of the plugin's process all the time. */
export class MemoryWatch {
  private readonly samples: number[] = [];
  private readonly looking: NodeJS.Timeout;

  constructor(plugin: WatchedPlugin) {
    this.looking = setInterval(() => void plugin.ownMb().then((mb) => mb !== null && this.samples.push(mb)), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.looking);
  }

  /** Medians of quarters of the time, so that growth shows; null where the system does not tell, or the time was too short. */
  figures(): { readonly quarters: readonly number[]; readonly most: number } | null {
    const { samples } = this;
    if (samples.length < MIN_SAMPLES) {
      return null;
    }
    const quarter = samples.length / 4;
    const median = (part: number) => {
      const sorted = samples.slice(Math.floor(part * quarter), Math.floor((part + 1) * quarter)).sort((a, b) => a - b);
      return Math.round(sorted[sorted.length >> 1] ?? 0);
    };
    return { quarters: [0, 1, 2, 3].map(median), most: Math.round(Math.max(...samples)) };
  }
}
