import type { PluginContext } from '../../protocol/plugin';
import type { Notice } from '../../queries/after/tables/table';
import type { AskedFrames, LiveNames } from '../answerFrames';
import type { DataSource } from '../dataSource';
import { type Channels, isLive } from './channels';
import { liveNames } from './runChannel';
import type { ChannelSlots } from './slots';

/** The channel that keeps the answer to a query up to date, if the query wants one. */
export type NameChannel = (asked: Omit<AskedFrames, 'live'>, context: PluginContext, source: DataSource, at: number) => NamedChannel;

interface NamedChannel {
  readonly live: LiveNames | null;
  readonly notices: readonly Notice[];
}

const NOT_LIVE: NamedChannel = { live: null, notices: [] };

export function createNameChannel(channels: Channels, slots: ChannelSlots): NameChannel {
  const full: Notice = {
    severity: 'warning',
    text: `This panel is not live: ${slots.max} live ${slots.max === 1 ? 'channel is' : 'channels are'} in use. Turn Live off in panels that need no live numbers, or raise live_channels of the plugin in grafana.ini.`,
  };
  return ({ query, ...asked }, context, { liveIntervalMs }, at) => {
    // Nobody subscribes to the answers of alert rules.
    const channel = isLive(query) && !asked.request.rule ? channels.register({ query, ...asked }, context, at) : null;
    if (channel === null) {
      return NOT_LIVE;
    }
    return slots.hasRoom(channel) ? { live: liveNames(channel, at, liveIntervalMs), notices: [] } : { live: null, notices: [full] };
  };
}
