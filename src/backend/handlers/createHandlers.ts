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
 * @throws CallResultError `settings` if a key of that section is wrong
 */
export function createHandlers(env: NodeJS.ProcessEnv): PluginHandlers {
  const environment = readEnvironment(env);
  const metrics = createMetrics();
  const sources = createDataSources(environment, metrics);
  return {
    query: createQueryHandler(sources, metrics, environment.longestQueryMs),
    checkHealth: createHealthHandler(sources, environment.longestQueryMs),
    collectMetrics: () => metrics.text(),
    resource: createResourceHandler(sources, environment.longestQueryMs),
    close: () => sources.close(),
  };
}
