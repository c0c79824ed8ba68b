import type { LiveChannels, PluginContext } from '../../protocol/plugin';
import type { AnswerContext } from '../answerFrames';
import type { DataSources } from '../dataSource';
import { type Channel, type Channels, mayWatch } from './channels';
import { END_OF_CHANNEL, isPatched, wholePacket } from './packets';
import { runChannel } from './runChannel';
import type { ChannelSlots } from './slots';

/** The channels of live queries. A run that ends, whatever the reason, tells those who still watch to ask again. */
export function createLiveChannels(channels: Channels, slots: ChannelSlots, sources: DataSources, context: AnswerContext): LiveChannels {
  return {
    subscribe(path, asker) {
      const channel = channels.find(path, asker);
      if (channel === null) {
        return { status: 'not found' };
      }
      if (!mayWatch(channel, asker)) {
        return { status: 'refused' };
      }
      const { pushed } = channel;
      return { status: 'ok', data: pushed !== null && isPatched(pushed) ? wholePacket(pushed) : null };
    },

    async *run(path, asker, signal) {
      const channel = channels.find(path, asker);
      if (channel !== null && mayWatch(channel, asker) && slots.enter(channel)) {
        try {
          yield* runHeld(channel, asker, signal);
        } finally {
          slots.leave(channel);
          channel.pushed = null;
        }
      }
      yield END_OF_CHANNEL;
    },
  };

  /** Until the signal fires or the data source has other settings. */
  async function* runHeld(channel: Channel, asker: PluginContext, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    // The next query says why the data source cannot be opened.
    const held = await sources.hold(asker).catch(() => null);
    if (held === null) {
      return;
    }
    try {
      yield* runChannel(channel, held.instance, context, AbortSignal.any([signal, held.retired]));
    } finally {
      held.release();
    }
  }
}
