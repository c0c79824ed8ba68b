import type { PluginHandlers } from '../protocol/plugin';
import { createDataSources } from './dataSource';
import { readEnvironment } from './environment';
import { createHealthHandler } from './health';
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
  return {
    query: createQueryHandler(sources, metrics, environment.longestQueryMs, now),
    checkHealth: createHealthHandler(sources, environment.longestQueryMs, now),
    collectMetrics: () => metrics.text(),
    resource: createResourceHandler(sources, environment.longestQueryMs, now),
    close: () => sources.close(),
  };
}
