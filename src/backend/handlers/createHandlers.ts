import type { PluginHandlers } from '../protocol/plugin';
import { createDataSources } from './dataSource';
import { readEnvironment } from './environment';
import { createHealthHandler } from './health';
import { Channels } from './live/channels';
import { createLiveChannels } from './live/live';
import { createNameChannel } from './live/nameChannel';
import { ChannelSlots } from './live/slots';
import { createMetrics } from './metrics';
import { createQueryHandler } from './query';
import { createResourceHandler } from './resource';

/**
 * Everything that Grafana can ask of this plugin.
 * @param env the process's environment, in which Grafana hands over the plugin's section of grafana.ini
 * @param now the clock, epoch milliseconds
 * @throws CallResultError `settings` if a key of that section is wrong
 */
export function createHandlers(env: NodeJS.ProcessEnv, now: () => number): PluginHandlers {
  const environment = readEnvironment(env);
  const metrics = createMetrics();
  const sources = createDataSources(environment, metrics, now);
  const channels = new Channels();
  const slots = new ChannelSlots(environment.liveChannels, metrics);
  const { longestQueryMs: longestMs } = environment;
  const answering = { metrics, longestMs, now };
  return {
    query: createQueryHandler(sources, createNameChannel(channels, slots), answering),
    live: createLiveChannels(channels, slots, sources, answering),
    checkHealth: createHealthHandler(sources, longestMs, now),
    collectMetrics: () => metrics.text(),
    resource: createResourceHandler(sources, answering),
    close: () => sources.close(),
  };
}
