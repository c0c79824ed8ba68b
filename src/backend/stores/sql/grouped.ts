import { type RawBuilder, sql } from 'kysely';
import { type CallsSource, earliestOf, firstOf } from './callsSource';
import type { GroupKey, SqlDialect } from './dialect';

/** A column of an answer that its rows are grouped by. */
export interface NamedKey {
  readonly name: string;
  /** What is selected. */
  readonly expression: RawBuilder<unknown>;
  /** Absent: the expression itself. */
  readonly groupBy?: RawBuilder<unknown>;
  /** What is grouped by, of a column that holds the expression; absent: the column itself. */
  readonly groupOf?: (value: RawBuilder<number>) => RawBuilder<number>;
  /** See `GroupKey`. */
  readonly selectedOf?: (key: RawBuilder<unknown>) => RawBuilder<unknown>;
}

export function namedKey(name: string, { groupBy, selected, selectedOf }: GroupKey): NamedKey {
  return { name, expression: selected, ...(groupBy === selected ? {} : { groupBy }), ...(selectedOf === undefined ? {} : { selectedOf }) };
}

/** What is wanted of groups beside their keys and calls. */
export interface Grouping {
  /** A key in whose order the groups come. */
  readonly orderedBy?: string;
  /** Whether `first`, the time of the first call, is selected as well. */
  readonly first?: boolean;
  /** One group more tells that there are more. */
  readonly max: number;
}

/** The keys, `calls` and perhaps `first` of each group that occurs. */
export function groupedStatement(
  dialect: SqlDialect,
  source: CallsSource,
  keys: readonly NamedKey[],
  condition: RawBuilder<unknown>,
  { orderedBy, first = false, max }: Grouping
): RawBuilder<unknown> {
  const grouped = keys.some(({ selectedOf, groupOf }) => selectedOf !== undefined || groupOf !== undefined)
    ? ofKeys(dialect, source, keys, condition, first)
    : ofRows(source, keys, condition);
  const position = keys.findIndex(({ name }) => name === orderedBy);
  const order = position < 0 ? sql`` : sql` order by ${sql.lit(position + 1)}`;
  const grouping = grouped.groups.length === 0 ? sql`` : sql` group by ${sql.join(grouped.groups)}`;
  const columns = keys.map(({ name }, index) => sql`${grouped.selected[index]} as ${sql.id(name)}`);
  const measures = [sql`${grouped.calls} as ${sql.id('calls')}`, ...(first ? [sql`${grouped.earliest} as ${sql.id('first')}`] : [])];
  const groups = sql`select ${sql.join([...columns, ...measures])} from ${grouped.from}${grouping}`;
  return sql`${dialect.wrapForLimit?.(groups) ?? groups}${order} limit ${sql.lit(max + 1)}`;
}

interface Grouped {
  readonly selected: readonly RawBuilder<unknown>[];
  readonly groups: readonly RawBuilder<unknown>[];
  readonly calls: RawBuilder<number>;
  readonly earliest: RawBuilder<number>;
  readonly from: RawBuilder<unknown>;
}

function ofRows(source: CallsSource, keys: readonly NamedKey[], condition: RawBuilder<unknown>): Grouped {
  return {
    selected: keys.map(({ expression }) => expression),
    groups: keys.map(({ groupBy }, index) => groupBy ?? sql.lit(index + 1)),
    calls: callsOf(source.weight),
    earliest: firstOf(source),
    from: sql`${source.from} where ${condition}`,
  };
}

const KEYED = 'keyed';
const WEIGHT = 'weight';
const TIME = 'call_time';

function ofKeys(
  dialect: SqlDialect,
  source: CallsSource,
  keys: readonly NamedKey[],
  condition: RawBuilder<unknown>,
  withTime: boolean
): Grouped {
  const inner = keys.map(
    ({ name, expression, groupBy, selectedOf }) =>
      sql`${selectedOf === undefined ? expression : (groupBy ?? expression)} as ${sql.id(name)}`
  );
  const weights = source.weight === null ? [] : [sql`${source.weight} as ${sql.id(WEIGHT)}`];
  const earliest = earliestOf(source);
  const times = withTime ? [sql`${earliest.of} as ${sql.id(TIME)}`] : [];
  const rows = dialect.materialize(sql`select ${sql.join([...inner, ...weights, ...times])} from ${source.from} where ${condition}`);
  const columnOf = (name: string) => sql<number>`${sql.id(KEYED, name)}`;
  return {
    selected: keys.map(({ name, selectedOf = itself, groupOf = itself }) => selectedOf(groupOf(columnOf(name)))),
    groups: keys.map(({ name, groupOf }, index) => (groupOf === undefined ? columnOf(name) : sql.lit(index + 1))),
    calls: callsOf(source.weight === null ? null : columnOf(WEIGHT)),
    earliest: earliest.ms(sql`min(${columnOf(TIME)})`),
    from: sql`${rows} as ${sql.id(KEYED)}`,
  };
}

function itself<T>(value: T): T {
  return value;
}

/** How many calls a group of rows are. */
export function callsOf(weight: RawBuilder<number> | null): RawBuilder<number> {
  return weight === null ? sql<number>`count(*)` : sql<number>`sum(${weight})`;
}
