import { Semaphore } from '../../concurrency/semaphore';

/** A connection to a server that runs one statement at a time. */
export interface PooledSession {
  /** False once it cannot be used any more. */
  readonly alive: boolean;
  close(): Promise<void>;
}

/** At most so many sessions at a time; who comes when all are taken waits, in order. */
export class SessionPool<S extends PooledSession> {
  private readonly idle: { readonly session: S; readonly closing: NodeJS.Timeout }[] = [];
  private readonly semaphore: Semaphore;
  private closed = false;

  constructor(
    max: number,
    /** How long a session is kept for the next statement, milliseconds. */
    private readonly idleMs: number
  ) {
    this.semaphore = new Semaphore(max);
  }

  /** See `Semaphore`: whoever uses a session holds a permit. */
  acquire(signal: AbortSignal): Promise<() => void> {
    return this.semaphore.acquire(signal);
  }

  /** The session that was used last, if any is idle. To be called by who holds a permit. */
  reuse(): S | null {
    for (let entry = this.idle.pop(); entry !== undefined; entry = this.idle.pop()) {
      clearTimeout(entry.closing);
      if (entry.session.alive) {
        return entry.session;
      }
      void entry.session.close();
    }
    return null;
  }

  /** Keeps a session for the next statement, or closes it. To be called by whoever still holds a permit. */
  async keep(session: S): Promise<void> {
    if (!session.alive || this.closed) {
      await session.close();
      return;
    }
    const closing = setTimeout(() => {
      this.idle.splice(
        this.idle.findIndex((entry) => entry.session === session),
        1
      );
      void session.close();
    }, this.idleMs).unref();
    this.idle.push({ session, closing });
  }

  /** Closes what is idle. */
  async closeIdle(): Promise<void> {
    const sessions = this.idle.splice(0);
    sessions.forEach(({ closing }) => clearTimeout(closing));
    await Promise.all(sessions.map(({ session }) => session.close()));
  }

  /** Closes what is idle, now and whenever a session is given back. */
  async close(): Promise<void> {
    this.closed = true;
    await this.closeIdle();
  }
}
