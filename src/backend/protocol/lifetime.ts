import type { Http2Server, ServerHttp2Session } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger';

/** A host kills the process about 2 s after it asked for the end: all must be done before. */
const drainMs = 900;
const abandonMs = 200;
const closeMs = 500;

/** The one way in which the process ends. */
export class Lifetime {
  /** Fires first: streams that wait for nothing else end here. */
  private readonly endingController = new AbortController();
  /** Fires when calls still running are given up. */
  private readonly abandonController = new AbortController();
  private readonly sessions = new Set<ServerHttp2Session>();

  constructor(
    private readonly server: Http2Server,
    private readonly logger: Logger
  ) {
    server.on('session', (session: ServerHttp2Session) => {
      this.sessions.add(session);
      session.once('close', () => this.sessions.delete(session));
    });
  }

  get ending(): AbortSignal {
    return this.endingController.signal;
  }

  get abandoned(): AbortSignal {
    return this.abandonController.signal;
  }

  /**
   * Takes no new calls, lets the running ones finish for a moment, cancels the rest, releases what the plugin holds, exits.
   * @param graceMs how long running calls may take; 0 when nobody is left to hear the answers
   */
  async end(reason: string, close: () => Promise<void>, graceMs = drainMs): Promise<void> {
    if (this.ending.aborted) {
      return;
    }
    this.logger.info('ending', { reason });
    this.endingController.abort();
    const drained = this.drain();
    await Promise.race([drained, sleep(graceMs)]);
    this.abandonController.abort();
    await Promise.race([drained, sleep(abandonMs)]);
    await Promise.race([this.closed(close), sleep(closeMs)]);
    process.exit(0);
  }

  /** Resolves when the last call of the last connection has been answered. */
  private async drain(): Promise<void> {
    const closed = [...this.sessions].map((session) => new Promise<void>((resolve) => session.once('close', resolve)));
    this.server.close();
    for (const session of this.sessions) {
      session.close();
    }
    await Promise.all(closed);
  }

  private async closed(close: () => Promise<void>): Promise<void> {
    try {
      await close();
    } catch (error) {
      this.logger.error('the plugin could not be closed', { error });
    }
  }
}

/** Resolves when the signal fires. */
export function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
