import type { Diagnosis } from '../../domain/doctor/finding';
import { CallResultError } from '../../domain/errors';
import { type NumberMask, type ShowText, showText } from '../../domain/numberMask';
import { RESULTS, type CallResult } from '../../domain/results';
import { addUp, type CallCounts } from '../queries/after/counting/callCounts';
import { instant, remarkTexts, shownUnread, unreadText } from '../queries/after/notices/notices';
import type { HealthAnswer, PluginHandlers } from '../protocol/plugin';
import type { ExtentAnswer } from '../stores/catalogueAnswer';
import type { DataSource, DataSources } from './dataSource';
import { diagnose } from '../doctor/diagnose';
import { withFittingLayouts } from './fittingLayouts';
import { maskedError, maskFor } from './privacy';
import { withTimeLimit } from './timeLimit';
import { shownJson } from './shownJson';

/** More of them would be no message for a person. */
const SHOWN_FINDINGS = 2;

/** Says whether the records can be read and what they hold; a failure says its cause and the repair. */
export function createHealthHandler(sources: DataSources, longestMs: number, now: () => number): PluginHandlers['checkHealth'] {
  return async (context, signal) => {
    try {
      return await sources.use(context, (source) =>
        withTimeLimit(longestMs, signal, (limited) =>
          withFittingLayouts(source, limited, () =>
            inspect({ ...source, store: source.freshStore }, maskFor(context, source.privacy), now(), limited)
          )
        )
      );
    } catch (thrown) {
      const error = maskedError(thrown, context);
      if (error instanceof CallResultError) {
        return { ok: false, message: error.message, details: { problem: error.kind } };
      }
      throw error;
    }
  };
}

async function inspect(source: DataSource, mask: NumberMask, now: number, signal: AbortSignal): Promise<HealthAnswer> {
  const shown = showText(mask);
  const counted = source.settings.engine === 'files' ? await inspectFiles(source, shown, signal) : null;
  const diagnosis = await diagnose(source, mask, now, signal);
  const said = counted ?? (await inspectServer(source, diagnosis, shown, signal));
  const worst = diagnosis.findings
    .filter(({ finding, severity }) => severity === 'warning' && finding !== 'unread')
    .slice(0, SHOWN_FINDINGS);
  return {
    ok: said.ok,
    message: [said.message, ...worst.map(({ what }) => what)].join(' '),
    details: shownJson({ ...said.details, layout: source.settings.layout, findings: diagnosis.findings, examined: diagnosis.examined }),
  };
}

interface Inspected {
  readonly ok: boolean;
  readonly message: string;
  readonly details: {
    readonly calls: number;
    readonly from: string | null;
    readonly to: string | null;
    readonly results: Readonly<Record<string, number>>;
    readonly unread: number;
    readonly unreadReasons: ReturnType<typeof shownUnread>['reasons'];
    readonly columns: ExtentAnswer['columns'];
    readonly dimensions: readonly string[];
  };
}

/** Files are counted whole. */
async function inspectFiles({ store, rules }: DataSource, shown: ShowText, signal: AbortSignal): Promise<Inspected> {
  const extent = await store.ask({ kind: 'extent' }, signal);
  const counted = await store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, signal);
  const counts = addUp(counted, rules, { results: RESULTS, splitGroups: null, buckets: 1, positionOf: () => 0 });
  const { unread, first, last, columns, dimensions } = extent;
  return {
    ok: counts.all > 0 || unread.rows === 0,
    message: [describe(extent, counts.all, shown), ...remarkTexts(unread, shown)].join(' '),
    details: {
      calls: counts.all,
      from: iso(first),
      to: iso(last),
      results: resultsOf(counts),
      unread: unread.rows,
      unreadReasons: shownUnread(unread, shown).reasons,
      columns,
      dimensions,
    },
  };
}

/** A database may hold more calls than can be counted: it tells of its newest part. */
async function inspectServer(
  { store, rules }: DataSource,
  { examined, findings }: Diagnosis,
  shown: ShowText,
  signal: AbortSignal
): Promise<Inspected> {
  const { columns, dimensions, unread } = await store.ask({ kind: 'shape' }, signal);
  const known = {
    unread: unread.rows,
    unreadReasons: shownUnread(unread, shown).reasons,
    columns,
    dimensions,
  };
  if (examined === null) {
    return {
      ok: true,
      message: findings.some(({ finding }) => finding === 'notDone')
        ? 'The records can be read, but it took too long to count their newest part.'
        : 'The records can be read, but have no calls in their newest part.',
      details: { calls: 0, from: null, to: null, results: {}, ...known },
    };
  }
  const range = { from: examined.from, to: examined.to };
  const counts = addUp(await store.ask({ kind: 'counts', range, filters: [], grid: null, split: null }, signal), rules, {
    results: RESULTS,
    splitGroups: null,
    buckets: 1,
    positionOf: () => 0,
  });
  const message = `${counts.all.toLocaleString('en-US')} ${counts.all === 1 ? 'call' : 'calls'} in the newest part, from ${instant(range.from)} to ${instant(range.to - 1)}.`;
  return {
    ok: true,
    message,
    details: { calls: counts.all, from: iso(range.from), to: iso(range.to - 1), results: resultsOf(counts), ...known },
  };
}

function resultsOf(counts: CallCounts): Record<string, number> {
  return Object.fromEntries(RESULTS.map((result, index): [CallResult, number] => [result, counts.callsOf(0, index)[0] ?? 0]));
}

function describe({ first, last, unread }: ExtentAnswer, calls: number, shown: ShowText): string {
  const left = unreadText(unread, shown);
  if (first === null || last === null) {
    return left === null ? 'The records can be read, but have no calls yet.' : `No call could be read. ${left}`;
  }
  const range = `${calls.toLocaleString('en-US')} ${calls === 1 ? 'call' : 'calls'} from ${instant(first)} to ${instant(last)}`;
  return left === null ? `${range}.` : `${range}; ${left}`;
}

function iso(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}
