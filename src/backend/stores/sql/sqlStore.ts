import type { RawBuilder } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import { SharedLook } from '../../concurrency/sharedLook';
import type { ServerSettings } from '../../../domain/settings';
import type { OffsetSpan } from '../../../domain/timeZone';
import type { Vocabulary } from '../../../domain/vocabularies/vocabulary';
import { layoutOf } from '../../../domain/recordLayout';
import type { TimeRange } from '../question';
import type { Store, StoreQuestion } from '../store';
import type { AskedRecords } from './answerRecords';
import type { CallsSource } from './callsSource';
import { chosenCallTime } from './records/chosenCallTime';
import { describeColumns } from './records/columnNames';
import { type RecordsPlace, RecordsStore } from './recordsStore';
import { type OpenRollup, openRollup } from './rollup/openRollup';
import { rangeParts } from './rollup/rangeParts';
import { arrivalsOf } from './rows/arrivals';
import { type ColumnDoubts, legDoubts, newestDoubts } from './rows/newestDoubts';
import { tableFacts } from './rows/tableFacts';
import { tableRows } from './rows/tableRows';
import type { SqlServer } from './sqlServer';
import { type TablesExtent, tablesExtent } from './tables/extent';
import { mergedSource } from './tables/mergedSource';
import { type OpenTable, openTables, type ReadingOf, tableColumns } from './tables/openTables';
import { tableSource } from './tables/tableSource';
import { allSpans, isTime, spansAround, spansOfAll } from './tables/tableTime';
import { countUnread } from './tables/unread';

/** How long the tables are taken as they were: for a minute, and for another one while they are looked at again. */
const AGES = { fresh: 60_000, usable: 120_000 };
/** Answers do not wait longer for a look at what columns hold. */
const MAX_LOOK_MS = 5_000;

/**
 * Call records in the tables of a database. A question is one statement, or a few where a rollup answers a part of it;
 * nothing is kept but what the tables look like.
 * @param now the clock, epoch milliseconds
 */
export function openSqlStore(settings: ServerSettings, server: SqlServer, vocabulary: Vocabulary, now: () => number = Date.now): Store {
  const layout = layoutOf(settings);
  return new RecordsStore(new ServerTables(server, { settings, layout, callTime: chosenCallTime(settings, layout), vocabulary }, now));
}

class ServerTables implements RecordsPlace {
  readonly ages = AGES;
  private tables: readonly OpenTable[] = [];
  private readonly closing = new AbortController();
  private readonly doubts: SharedLook<ColumnDoubts | null>;

  constructor(
    private readonly server: SqlServer,
    private readonly reading: ReadingOf,
    private readonly now: () => number
  ) {
    this.doubts = new SharedLook(() => this.lookForDoubts(), AGES);
  }

  columnTypes(signal: AbortSignal): Promise<Map<string, string>> {
    return tableColumns(this.server, this.reading, signal);
  }

  async open(closing: AbortSignal): Promise<AskedRecords> {
    const { server, reading } = this;
    const { settings, layout } = reading;
    const { tables, unread } = await countUnread(server, reading, await openTables(server, reading, closing), closing);
    this.tables = tables;
    const rollup = settings.rollup === undefined ? null : await openRollup(server, reading, settings.rollup, tables, this.now(), closing);
    const run = (statement: RawBuilder<unknown>, signal: AbortSignal) => server.run(statement, signal);
    const extent = (signal: AbortSignal) => tablesExtent(server, reading, tables, (statement) => run(statement, signal));
    const types = tables.flatMap((table) => [...table.columns.values()].map(({ name, declared }): [string, string] => [name, declared]));
    return {
      dialect: server.dialect,
      settings,
      layout,
      unread,
      origin: { records: tables.map(({ name }) => name), rollup: null },
      columns: describeColumns(settings, new Map(types)),
      run,
      tables: tables.map((table) => tableFacts(server, reading, table)),
      rowsOf: async (range, signal) => {
        const spans = await this.spansOfRows(tables, range, () => extent(signal));
        return tables.map((table) => tableRows(server, reading, table, spans));
      },
      extent,
      // To read texts of times in their zone, all of them would have to be looked at.
      ...(tables.every(({ time }) => isTime(time.column.type))
        ? {
            arrivals: (since, signal) => {
              const rows = tables.map((table) => tableRows(server, reading, table, allSpans(settings.timeZone)));
              const { lookaheadMs: earlierMs, lookbackMs: laterMs } = layout.merge ?? { lookaheadMs: 0, lookbackMs: 0 };
              return arrivalsOf(server.dialect, rows, { earlierMs, laterMs }, since, (statement) => run(statement, signal));
            },
          }
        : {}),
      openedDoubts: legDoubts(tables),
      doubts: () => this.doubts.get(),
      ...(rollup === null
        ? {}
        : {
            rollup: {
              table: rollup.table,
              dimensions: this.rollupDimensions(tables, rollup),
              parts: (question, signal) => {
                const source = (range: TimeRange) => this.sourceFor(tables, { ...question, range }, spansAround(settings.timeZone, range));
                return rangeParts(server, settings, rollup, { source, extent: () => extent(signal) }, question, this.now());
              },
            },
          }),
      calls: async (asked, signal) => this.sourceFor(tables, asked, await this.spansFor(tables, asked, () => extent(signal))),
    };
  }

  /** What is being answered is cancelled in the server. */
  close(): Promise<void> {
    this.closing.abort();
    return this.server.close();
  }

  /** Numbers do not depend on it, so that nothing is refused because of it. */
  private async lookForDoubts(): Promise<ColumnDoubts | null> {
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(MAX_LOOK_MS)]);
    try {
      return await newestDoubts(this.server, this.reading, this.tables, this.now(), signal);
    } catch {
      return null;
    }
  }

  /** Dimensions that the rollup keeps and the records have as well. */
  private rollupDimensions(tables: readonly OpenTable[], rollup: OpenRollup): Set<string> {
    const { dimensions } = this.sourceFor(tables, { kind: 'shape' }, []);
    return new Set([...rollup.dimensions.keys()].filter((name) => dimensions.has(name)));
  }

  /** The offsets of clock times that a question is about. */
  private async spansFor(
    tables: readonly OpenTable[],
    question: StoreQuestion,
    extent: () => Promise<TablesExtent>
  ): Promise<OffsetSpan[]> {
    const { timeZone } = this.reading.settings;
    const range = rangeOf(question);
    const isZoned = timeZone !== 'UTC' && tables.some(({ time }) => !(time.complete && time.column.type === 'instant'));
    const isAsked = question.kind !== 'shape';
    if (range !== null || !isZoned || !isAsked) {
      return spansAround(timeZone, range ?? { from: 0, to: 0 });
    }
    return spansOfAll(timeZone, await extent());
  }

  /** The same for rows before they are merged. Where a column is of a type of time, an index finds the newest, whose time alone is then read. */
  private async spansOfRows(
    tables: readonly OpenTable[],
    range: TimeRange | null,
    extent: () => Promise<TablesExtent>
  ): Promise<OffsetSpan[]> {
    const { timeZone } = this.reading.settings;
    if (range !== null || timeZone === 'UTC') {
      return spansAround(timeZone, range ?? { from: 0, to: 0 });
    }
    if (tables.every(({ time }) => isTime(time.column.type))) {
      return allSpans(timeZone);
    }
    return spansOfAll(timeZone, await extent());
  }

  private sourceFor(tables: readonly OpenTable[], question: StoreQuestion, spans: readonly OffsetSpan[]): CallsSource {
    const unit = question.unit ?? 'calls';
    const { merge } = this.reading.layout;
    const [first] = tables;
    if (first === undefined) {
      throw new CallResultError('plugin', 'no table is open');
    }
    return merge === null || unit === 'attempts'
      ? tableSource(this.server, this.reading, first, unit, spans, rangeOf(question))
      : mergedSource(this.server, this.reading, merge, tables, question, spans);
  }
}

function rangeOf(question: StoreQuestion): TimeRange | null {
  return 'range' in question ? question.range : null;
}
