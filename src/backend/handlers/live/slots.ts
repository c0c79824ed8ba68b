import type { Metrics } from '../metrics';
import type { Channel } from './channels';

/** Bounds the channels that run at once, so that they leave the store to queries. */
export class ChannelSlots {
  private readonly runs = new Map<Channel, number>();

  constructor(
    readonly max: number,
    private readonly metrics: Metrics
  ) {}

  /** Whether a channel runs, or could. */
  hasRoom(channel: Channel): boolean {
    return this.runs.has(channel) || this.runs.size < this.max;
  }

  /** False where there is no room. Grafana may run a channel again before it has ended the run of before. */
  enter(channel: Channel): boolean {
    if (!this.hasRoom(channel)) {
      return false;
    }
    this.runs.set(channel, (this.runs.get(channel) ?? 0) + 1);
    this.metrics.channelsRunning(this.runs.size);
    return true;
  }

  leave(channel: Channel): void {
    const others = (this.runs.get(channel) ?? 1) - 1;
    if (others === 0) {
      this.runs.delete(channel);
    } else {
      this.runs.set(channel, others);
    }
    this.metrics.channelsRunning(this.runs.size);
  }
}
