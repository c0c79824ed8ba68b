import { Semaphore } from './semaphore';

interface Used {
  readonly semaphore: Semaphore;
  users: number;
}

/** A semaphore for each key, so that holders of one key do not keep those of others waiting. */
export class Semaphores {
  private readonly used = new Map<string, Used>();

  /** @param max holders of each key at a time */
  constructor(private readonly max: number) {}

  /** See `Semaphore.run`. */
  async run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const known = this.used.get(key) ?? { semaphore: new Semaphore(this.max), users: 0 };
    this.used.set(key, known);
    known.users++;
    try {
      return await known.semaphore.run(signal, work);
    } finally {
      known.users--;
      if (known.users === 0) {
        this.used.delete(key);
      }
    }
  }
}
