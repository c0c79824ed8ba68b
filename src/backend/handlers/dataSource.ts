import type { RuleTable } from '../../domain/rules';
import { parseSettings, type CallResultSettings } from '../../domain/settings';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { InstanceCache } from '../protocol/instances';
import { settlesAfterMs } from '../../domain/settling';
import { recordsRead } from '../queries/after/explanation/recordsRead';
import { openStore, statementsAtOnce } from '../stores/open';
import { recognizeRecords } from '../stores/recognizeRecords';
import type { Store, StoreEnvironment } from '../stores/store';
import { withStatusCodes } from '../stores/decorators/withStatusCodes';
import { withMetrics } from '../stores/decorators/withMetrics';
import type { Metrics } from './metrics';
import { HighCardinalityCache } from '../queries/ask/highCardinalityCache';
import type { CallSource } from '../queries/ask/queryContext';
import type { Privacy } from './privacy';
import { withScope } from '../stores/decorators/withScope';
import { withSharing } from '../stores/decorators/withSharing';

/** A data source as its settings make it. */
export interface DataSource extends CallSource {
  readonly settings: CallResultSettings;
  readonly privacy: Privacy;
  /** The layouts that the records fit, whatever the settings say of them. */
  recognize(signal: AbortSignal): Promise<RecognizedLayout[]>;
  /** Looks at the records by other settings, in a store that is open for this look alone. Files beyond what is read in a moment are refused. */
  preview<T>(edited: { readonly settings: CallResultSettings; readonly rules: RuleTable }, look: (store: Store) => Promise<T>): Promise<T>;
}

/** Files that a preview imports. */
const MAX_PREVIEW_BYTES = 200_000_000;

export type DataSources = InstanceCache<DataSource>;

/** Keeps the store of each data source open for as long as its settings stay. */
export function createDataSources(environment: StoreEnvironment, metrics: Metrics): DataSources {
  return new InstanceCache<DataSource>({
    async create(instance) {
      const { settings, rules } = parseSettings(instance.jsonData);
      const open = async (of: Pick<DataSource, 'settings' | 'rules'>, maxBytes?: number) =>
        withStatusCodes(
          withScope(
            withSharing(
              withMetrics(await openStore(of.settings, instance, environment, maxBytes), metrics),
              statementsAtOnce(of.settings),
              metrics
            ),
            of.settings.scope
          ),
          of.rules
        );
      const store = await open({ settings, rules });
      const { timeZone, maskNumbers: everybody, maskNumbersForViewers: viewers = everybody, callLink = null } = settings;
      const clock = () => performance.now();
      return {
        settings,
        rules,
        store,
        preview: async (edited, look) => {
          const opened = await open(edited, MAX_PREVIEW_BYTES);
          try {
            return await look(opened);
          } finally {
            await opened.close();
          }
        },
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
