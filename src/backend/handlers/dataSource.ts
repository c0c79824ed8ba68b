import { parseSettings, type CallResultSettings } from '../../domain/settings';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { InstanceCache } from '../protocol/instances';
import { settlesAfterMs } from '../../domain/settling';
import { recordsRead } from '../queries/after/explanation/recordsRead';
import { openStore } from '../stores/open';
import { recognizeRecords } from '../stores/recognizeRecords';
import type { StoreEnvironment } from '../stores/store';
import { withStatusCodes } from '../stores/decorators/withStatusCodes';
import { withMetrics } from '../stores/decorators/withMetrics';
import type { Metrics } from './metrics';
import { HighCardinalityCache } from '../queries/ask/highCardinalityCache';
import type { CallSource } from '../queries/ask/queryContext';
import type { Privacy } from './privacy';
import { withScope } from '../stores/decorators/withScope';

/** A data source as its settings make it. */
export interface DataSource extends CallSource {
  readonly settings: CallResultSettings;
  readonly privacy: Privacy;
  /** The layouts that the records fit, whatever the settings say of them. */
  recognize(signal: AbortSignal): Promise<RecognizedLayout[]>;
}

export type DataSources = InstanceCache<DataSource>;

/** Keeps the store of each data source open for as long as its settings stay. */
export function createDataSources(environment: StoreEnvironment, metrics: Metrics): DataSources {
  return new InstanceCache<DataSource>({
    async create(instance) {
      const { settings, rules } = parseSettings(instance.jsonData);
      const store = withStatusCodes(
        withScope(withMetrics(await openStore(settings, instance, environment), metrics), settings.scope),
        rules
      );
      const { timeZone, maskNumbers: everybody, maskNumbersForViewers: viewers = everybody, callLink = null } = settings;
      const clock = () => performance.now();
      return {
        settings,
        rules,
        store,
        timeZone,
        settlesAfterMs: settlesAfterMs(settings),
        privacy: { everybody, viewers },
        recognize: (signal) => recognizeRecords(settings, instance, environment, signal),
        callLink,
        records: recordsRead(settings),
        clock,
        highCardinalityCache: new HighCardinalityCache(clock),
      };
    },
    dispose: ({ store }) => store.close(),
  });
}
