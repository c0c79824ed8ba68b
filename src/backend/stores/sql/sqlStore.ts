import type { RawBuilder } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { ServerSettings } from '../../../domain/settings';
import type { OffsetSpan } from '../../../domain/timeZone';
import type { Vocabulary } from '../../../domain/vocabularies/vocabulary';
import { LAYOUTS } from '../../../domain/layouts/layouts';
import { SharedLook } from '../../concurrency/sharedLook';
import type { Unread } from '../answer';
import { orAborted } from '../cancelled';
import type { TimeRange } from '../question';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../store';
import { answerQuestion, columnsAnswer, factsOf } from './answerQuestion';
import type { CallsSource } from './callsSource';
import { chosenCallTime } from './records/chosenCallTime';
import { describeColumns } from './records/columnNames';
import { answerParts } from './rollup/answerParts';
import { type OpenRollup, openRollup } from './rollup/openRollup';
import { rangeParts } from './rollup/rangeParts';
import { suitsRollup } from './rollup/suitsRollup';
import { answerRows, isAboutRows } from './rows/answerRows';
import { tableFacts } from './rows/tableFacts';
import { tableRows } from './rows/tableRows';
import type { SqlServer, StatementAnswer } from './sqlServer';
import { tablesExtent } from './tables/extent';
import { mergedSource } from './tables/mergedSource';
import { type OpenTable, openTables, type ReadingOf, tableColumns } from './tables/openTables';
import { tableSource } from './tables/tableSource';
import { allSpans, spansAround } from './tables/tableTime';
import { countUnread } from './tables/unread';

/** How long the tables are taken as they were: for a minute, and for another one while they are looked at again. */
const AGES = { fresh: 60_000, usable: 120_000 };

type Run = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

interface Opened {
  readonly tables: readonly OpenTable[];
  readonly rollup: OpenRollup | null;
  readonly unread: Unread;
}

/**
 * Call records in the tables of a database. A question is one statement, or a few where a rollup answers a part of it;
 * nothing is kept but what the tables look like.
 * @param now the clock, epoch milliseconds
 */
export function openSqlStore(settings: ServerSettings, server: SqlServer, vocabulary: Vocabulary, now: () => number = Date.now): Store {
  const layout = LAYOUTS[settings.layout];
  return new SqlStore(server, { settings, layout, callTime: chosenCallTime(settings, layout), vocabulary }, now);
}

class SqlStore implements Store {
  private readonly closing = new AbortController();
  private readonly looks = new SharedLook(() => this.look(this.closing.signal), AGES);

  constructor(
    private readonly server: SqlServer,
    private readonly reading: ReadingOf,
    private readonly now: () => number
  ) {}

  async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    if (this.closing.signal.aborted) {
      throw new CallResultError('cancelled', 'The data source was closed or its settings changed. Run the query again.');
    }
    const either = AbortSignal.any([signal, this.closing.signal]);
    if (question.kind === 'columns') {
      return answerTo(question, columnsAnswer(await tableColumns(this.server, this.reading, either)));
    }
    const opened = await orAborted(either, this.looks.get());
    try {
      return answerTo(question, await this.answer(opened, question, either));
    } catch (error) {
      if (error instanceof CallResultError && error.kind === 'settings') {
        // A table or column has gone: the next question looks again.
        this.looks.forget(opened);
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.server.close();
  }

  private async answer({ tables, rollup, unread }: Opened, question: StoreQuestion, signal: AbortSignal): Promise<StoreAnswer> {
    const { settings, layout } = this.reading;
    const run: Run = (statement) => this.server.run(statement, signal);
    const columns = describeColumns(
      settings,
      new Map(tables.flatMap((table) => [...table.columns.values()].map(({ name, declared }) => [name, declared])))
    );
    if (question.kind === 'extent' && (question.filters ?? []).length === 0) {
      const { first, last, answer } = await tablesExtent(this.server, this.reading, tables, allSpans(settings.timeZone), run);
      const { dimensions, timings } = this.sourceFor(tables, question, []);
      return {
        kind: 'extent',
        calls: null,
        first,
        last,
        dimensions: [...dimensions.keys()],
        timings: [...timings.keys()],
        columns,
        ...factsOf(answer, unread),
      };
    }
    if (isAboutRows(question)) {
      const rowsOf = (range: TimeRange | null) => {
        const spans = range === null ? allSpans(settings.timeZone) : spansAround(settings.timeZone, range);
        return tables.map((table) => tableRows(this.server, this.reading, table, spans));
      };
      return answerRows({ dialect: this.server.dialect, rowsOf, unread }, question, run);
    }
    if (question.kind === 'tables') {
      return {
        kind: 'tables',
        tables: tables.map((table) => tableFacts(this.server, table)),
        statement: '',
        parameters: [],
        statementMs: 0,
        unread,
      };
    }
    if (rollup !== null && suitsRollup(question, this.rollupDimensions(tables, rollup))) {
      const records = {
        source: (range: TimeRange) => this.sourceFor(tables, { ...question, range }, spansAround(settings.timeZone, range)),
        extent: () => tablesExtent(this.server, this.reading, tables, allSpans(settings.timeZone), run),
      };
      const parts = await rangeParts(this.server, settings, rollup, records, question, this.now());
      if (parts !== null) {
        return answerParts(
          this.server.dialect,
          { unread, columns, layout, settings },
          question,
          parts,
          (statement, until) => this.server.run(statement, until),
          signal
        );
      }
    }
    const source = this.sourceFor(tables, question, await this.spansFor(tables, question, run));
    return answerQuestion(this.server.dialect, { source, unread, columns, layout, settings }, question, run);
  }

  /** Dimensions that the rollup keeps and the records have as well. */
  private rollupDimensions(tables: readonly OpenTable[], rollup: OpenRollup): Set<string> {
    const { dimensions } = this.sourceFor(tables, { kind: 'shape' }, []);
    return new Set([...rollup.dimensions.keys()].filter((name) => dimensions.has(name)));
  }

  /** The offsets of clock times that a question is about. */
  private async spansFor(tables: readonly OpenTable[], question: StoreQuestion, run: Run): Promise<OffsetSpan[]> {
    const { timeZone } = this.reading.settings;
    const range = rangeOf(question);
    const isZoned = timeZone !== 'UTC' && tables.some(({ time }) => !(time.complete && time.column.type === 'instant'));
    const isAsked = question.kind !== 'shape';
    if (range !== null || !isZoned || !isAsked) {
      return spansAround(timeZone, range ?? { from: 0, to: 0 });
    }
    const { first, last } = await tablesExtent(this.server, this.reading, tables, allSpans(timeZone), run);
    return spansAround(timeZone, { from: first ?? 0, to: last ?? 0 });
  }

  private sourceFor(tables: readonly OpenTable[], question: StoreQuestion, spans: readonly OffsetSpan[]): CallsSource {
    const unit = question.unit ?? 'calls';
    const { merge } = this.reading.layout;
    const [first] = tables;
    if (first === undefined) {
      throw new CallResultError('plugin', 'no table is open');
    }
    return merge === null || unit === 'attempts'
      ? tableSource(this.server, this.reading, first, unit, spans)
      : mergedSource(this.server, this.reading, merge, tables, question, spans);
  }

  /** Not for one question alone: the look goes on where the one that began it is cancelled, and its signal is the store's. */
  private async look(signal: AbortSignal): Promise<Opened> {
    const tables = await openTables(this.server, this.reading, signal);
    const unread = await countUnread(this.server, this.reading, tables, signal);
    const { rollup: setting } = this.reading.settings;
    const rollup = setting === undefined ? null : await openRollup(this.server, this.reading, setting, tables, this.now(), signal);
    return { tables, rollup, unread };
  }
}

function rangeOf(question: StoreQuestion): TimeRange | null {
  return 'range' in question ? question.range : null;
}
