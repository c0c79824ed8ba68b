import { parseDuration } from '../../domain/durations';
import type { RuleTable } from '../../domain/rules';
import { liveIntervalMs, parseSettings, type CallResultSettings } from '../../domain/settings';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { InstanceCache } from '../protocol/instances';
import { DEFAULT_STALE_FOR } from '../../domain/serverSettings';
import { settlesAfterMs } from '../../domain/settling';
import { recordsRead } from '../queries/after/explanation/recordsRead';
import { openStore, statementsAtOnce } from '../stores/open';
import { recognizeRecords } from '../stores/recognizeRecords';
import type { Store } from '../stores/store';
import { JoinedWork } from '../stores/joinedWork';
import type { Frame } from '../frames/frame';
import { layoutOf } from '../../domain/recordLayout';
import { KeptParts } from '../stores/decorators/cache/keptParts';
import { withCache } from '../stores/decorators/withCache';
import type { ServerEnvironment } from './environment';
import { withStatusCodes } from '../stores/decorators/withStatusCodes';
import { withMetrics } from '../stores/decorators/withMetrics';
import type { Metrics } from './metrics';
import { HighCardinalityCache } from '../queries/ask/highCardinalityCache';
import type { CallSource } from '../queries/ask/queryContext';
import { LastAnswers } from './lastAnswers';
import type { Privacy } from './privacy';
import { withScope } from '../stores/decorators/withScope';
import { withSharing } from '../stores/decorators/withSharing';

interface Edited {
  readonly settings: CallResultSettings;
  readonly rules: RuleTable;
}

/** A data source as its settings make it. */
export interface DataSource extends CallSource {
  readonly settings: CallResultSettings;
  readonly privacy: Privacy;
  readonly lastAnswers: LastAnswers;
  /** The answers that are on their way to panels. */
  readonly sharedAnswers: JoinedWork<readonly Frame[]>;
  /** Milliseconds between two answers of a live channel. */
  readonly liveIntervalMs: number;
  /** How old an answer may be that a live channel shows where the next ones fail. */
  readonly staleForMs: number;
  /** The layouts that the records fit, whatever the settings say of them. */
  recognize(signal: AbortSignal): Promise<RecognizedLayout[]>;
  /** Looks at the records by other settings, in a store that is open for this look alone. Files beyond what is read in a moment are refused. */
  preview<T>(edited: Edited, look: (store: Store) => Promise<T>): Promise<T>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Files that a preview imports. */
const MAX_PREVIEW_BYTES = 200_000_000;

export type DataSources = InstanceCache<DataSource>;

/**
 * Keeps the store of each data source open for as long as its settings stay.
 * @param now the clock, epoch milliseconds
 */
export function createDataSources(environment: ServerEnvironment, metrics: Metrics, now: () => number): DataSources {
  const memory = new KeptParts(environment.cacheMb * 1_000_000, metrics);
  return new InstanceCache<DataSource>({
    async create(instance) {
      const { settings, rules } = parseSettings(instance.jsonData);
      const open = async (of: CallResultSettings, maxBytes?: number) =>
        withSharing(withMetrics(await openStore(of, instance, environment, maxBytes), metrics), statementsAtOnce(of), metrics);
      const answering = (asked: Store, of: Edited) => withStatusCodes(withScope(asked, of.settings.scope), of.rules);
      const uncached = await open(settings);
      // Equal questions wait for one answer, and so do equal pieces of different ones.
      const cached = keepsCounts(settings)
        ? withSharing(withCache(uncached, { memory, closesAfterMs: closesAfterMs(settings), now }), Infinity, metrics)
        : uncached;
      const { timeZone, maskNumbers: everybody, maskNumbersForViewers: viewers = everybody, callLink = null } = settings;
      const clock = () => performance.now();
      return {
        settings,
        rules,
        store: answering(cached, { settings, rules }),
        freshStore: answering(uncached, { settings, rules }),
        preview: async (edited, look) => {
          const opened = answering(await open(edited.settings, MAX_PREVIEW_BYTES), edited);
          try {
            return await look(opened);
          } finally {
            await opened.close();
          }
        },
        timeZone,
        settlesAfterMs: settlesAfterMs(settings),
        privacy: { everybody, viewers },
        lastAnswers: new LastAnswers(memory, memory.isOn && settings.engine !== 'files' ? staleForMs(settings) : 0),
        sharedAnswers: new JoinedWork(),
        liveIntervalMs: liveIntervalMs(settings),
        staleForMs: staleForMs(settings),
        recognize: (signal) => recognizeRecords(settings, instance, environment, signal),
        callLink,
        records: recordsRead(settings),
        clock,
        highCardinalityCache: new HighCardinalityCache(clock),
      };
    },
    dispose: ({ store, lastAnswers }) => {
      lastAnswers.clear();
      return store.close();
    },
  });
}

/** Where a rollup's buckets fit into the units that are kept; the units would else be counted out of the records. */
function keepsCounts(settings: CallResultSettings): boolean {
  const { bucket } = (settings.engine === 'files' ? undefined : settings.rollup) ?? {};
  const bucketMs = bucket === undefined ? null : parseDuration(bucket);
  return bucketMs === null || HOUR_MS % bucketMs === 0 || bucketMs === DAY_MS;
}

/** Of files, which are there or not, only live channels show an earlier answer. */
function staleForMs(settings: CallResultSettings): number {
  return parseDuration(settings.engine === 'files' ? DEFAULT_STALE_FOR : settings.staleFor) ?? 0;
}

/** A better record of a call may follow as much later as its layout looks ahead. */
function closesAfterMs(settings: CallResultSettings): number {
  return settlesAfterMs(settings) + (layoutOf(settings).merge?.lookaheadMs ?? 0);
}
