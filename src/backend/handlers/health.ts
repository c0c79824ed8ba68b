import { CallResultError } from '../../domain/errors';
import { maskNumbers, type NumberMask } from '../../domain/numberMask';
import { RESULTS, type CallResult } from '../../domain/results';
import { addUp } from '../analysis/callCounts';
import { instant, unreadText } from '../analysis/notices';
import type { HealthAnswer, PluginHandlers } from '../protocol/plugin';
import type { ExtentAnswer } from '../stores/store';
import type { DataSource, DataSources } from './dataSource';
import { maskFor } from './privacy';
import { withTimeLimit } from './timeLimit';

/** Says whether the records can be read and what they hold; a failure says its cause and the repair. */
export function createHealthHandler(sources: DataSources, longestMs: number): PluginHandlers['checkHealth'] {
  return async (context, signal) => {
    try {
      return await sources.use(context, (source) => withTimeLimit(longestMs, signal, (limited) => inspect(source, maskFor(context.user, source.privacy), limited)));
    } catch (error) {
      if (error instanceof CallResultError) {
        return { ok: false, message: error.message, details: { problem: error.kind } };
      }
      throw error;
    }
  };
}

async function inspect(source: DataSource, mask: NumberMask, signal: AbortSignal): Promise<HealthAnswer> {
  const { store, rules, settings } = source;
  const found = await store.ask({ kind: 'catalogue', of: 'extent' }, signal);
  const reasons = found.unread.reasons.map((reason) => ({ ...reason, example: maskNumbers(reason.example, mask) }));
  const extent = { ...found, unread: { ...found.unread, reasons } };
  const counted = await store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, signal);
  const counts = addUp(counted, rules, { results: RESULTS, splitGroups: null, buckets: 1, positionOf: () => 0 });
  const results = Object.fromEntries(RESULTS.map((result, index): [CallResult, number] => [result, counts.callsOf(0, index)[0] ?? 0]));
  const { unread } = extent;
  return {
    ok: counts.all > 0 || unread.rows === 0,
    message: describe(extent, counts.all),
    details: {
      calls: counts.all,
      from: iso(extent.first),
      to: iso(extent.last),
      results,
      unread: unread.rows,
      unreadReasons: unread.reasons,
      layout: settings.layout,
      columns: extent.columns,
      dimensions: extent.dimensions,
    },
  };
}

function describe({ first, last, unread }: ExtentAnswer, calls: number): string {
  const left = unreadText(unread);
  if (first === null || last === null) {
    return left === null ? 'The records can be read, but hold no calls yet.' : `No call could be read. ${left}`;
  }
  const range = `${calls.toLocaleString('en-US')} ${calls === 1 ? 'call' : 'calls'} from ${instant(first)} to ${instant(last)}`;
  return left === null ? `${range}.` : `${range}; ${left}`;
}

function iso(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}
