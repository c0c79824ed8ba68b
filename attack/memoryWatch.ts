import type { WatchedPlugin } from './watchedPlugin';

const EVERY_MS = 1_000;
const MIN_SAMPLES = 8;

export interface MemoryFigures {
  /** Medians of quarters of the time, so that growth shows. */
  readonly quarters: readonly number[];
  readonly most: number;
  /**
   * What JavaScript's objects took at least in each quarter: what the process still needs. The rest of its memory is garbage that is not collected yet, and
   * pages that Node keeps for the next objects.
   */
  readonly needed: readonly number[];
}

/** Looks at the memory of the plugin's process all the time. */
export class MemoryWatch {
  private readonly own: number[] = [];
  private readonly heap: number[] = [];
  private readonly looking: NodeJS.Timeout;

  constructor(plugin: Pick<WatchedPlugin, 'ownMb' | 'heapMb'>) {
    const keep = (samples: number[], look: Promise<number | null>) => void look.then((mb) => mb !== null && samples.push(mb));
    this.looking = setInterval(() => {
      keep(this.own, plugin.ownMb());
      keep(this.heap, plugin.heapMb());
    }, EVERY_MS);
  }

  stop(): void {
    clearInterval(this.looking);
  }

  /** Megabytes; null where the system does not tell, or the time was too short. */
  figures(): MemoryFigures | null {
    const { own, heap } = this;
    if (Math.min(own.length, heap.length) < MIN_SAMPLES) {
      return null;
    }
    return {
      quarters: quartersOf(own).map(median),
      most: Math.round(Math.max(...own)),
      needed: quartersOf(heap).map((mb) => Math.min(...mb)),
    };
  }
}

function quartersOf(samples: readonly number[]): number[][] {
  const quarter = samples.length / 4;
  return [0, 1, 2, 3].map((part) => samples.slice(Math.floor(part * quarter), Math.floor((part + 1) * quarter)));
}

function median(samples: readonly number[]): number {
  return Math.round([...samples].sort((a, b) => a - b)[samples.length >> 1] ?? 0);
}
