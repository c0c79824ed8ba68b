import { CallResultError } from '../../../domain/errors';

const LOOK_EVERY_MS = 200;

/** Files that are being read. */
interface Reading {
  readonly stop: AbortController;
}

/** Bounds what all data sources together write to disk: records that were imported, copies of files while they are read, and what does not fit into memory. */
export class TemporarySpace {
  /** In the order in which they began. */
  private readonly readings: Reading[] = [];
  private looking: NodeJS.Timeout | null = null;
  private isLooking = false;

  /** @param isExceeded whether more is written than may be */
  constructor(private readonly isExceeded: () => Promise<boolean>) {}

  /**
   * Reads files, which may write. Where that is too much, the reading that began first is stopped: the others most likely need little.
   * @throws CallResultError `store` if there is not enough space
   */
  async within<T>(signal: AbortSignal, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const reading: Reading = { stop: new AbortController() };
    this.readings.push(reading);
    this.looking ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    try {
      const found = await read(AbortSignal.any([signal, reading.stop.signal]));
      if (this.readings[0] === reading && (await this.isExceeded())) {
        reading.stop.abort();
        throw noSpace();
      }
      return found;
    } catch (error) {
      throw reading.stop.signal.aborted && !signal.aborted ? noSpace() : error;
    } finally {
      this.readings.splice(this.readings.indexOf(reading), 1);
      if (this.readings.length === 0 && this.looking !== null) {
        clearInterval(this.looking);
        this.looking = null;
      }
    }
  }

  private async look(): Promise<void> {
    const [first] = this.readings;
    // One that was stopped gives back what it has before another one is.
    if (this.isLooking || first === undefined || first.stop.signal.aborted) {
      return;
    }
    this.isLooking = true;
    try {
      if (await this.isExceeded()) {
        first.stop.abort();
      }
    } catch {
      // What cannot be told now is told the next time.
    } finally {
      this.isLooking = false;
    }
  }
}

/** Whether files could not be read since there is not enough space for what they need. */
export function lacksTemporarySpace(error: unknown): boolean {
  return error instanceof NoTemporarySpace;
}

class NoTemporarySpace extends CallResultError {}

function noSpace(): CallResultError {
  return new NoTemporarySpace(
    'store',
    'The copies of records from files need more temporary disk space than all data sources together may use. Free some space in the temporary folder, read fewer or smaller files, or Parquet files, or raise temp_limit_mb of the plugin in grafana.ini.'
  );
}
