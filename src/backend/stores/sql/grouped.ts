import { type RawBuilder, sql } from 'kysely';
import { MOST_ANSWER_ROWS } from '../store';
import type { CallsSource } from './callsSource';
import type { GroupKey, SqlDialect } from './dialect';

/** A column of an answer that its rows are grouped by. */
export interface NamedKey {
  readonly name: string;
  /** What is selected. */
  readonly expression: RawBuilder<unknown>;
  /** Absent: the expression itself. */
  readonly groupBy?: RawBuilder<unknown>;
  /** See `GroupKey`. */
  readonly selectedOf?: (key: RawBuilder<unknown>) => RawBuilder<unknown>;
}

export function namedKey(name: string, { groupBy, selected, selectedOf }: GroupKey): NamedKey {
  return { name, expression: selected, ...(groupBy === selected ? {} : { groupBy }), ...(selectedOf === undefined ? {} : { selectedOf }) };
}

/** The keys and `calls` of each group that occurs, in the order of the key that is named. */
export function groupedStatement(dialect: SqlDialect, source: CallsSource, keys: readonly NamedKey[], condition: RawBuilder<unknown>, orderedBy: string | null): RawBuilder<unknown> {
  const { selected, groups, calls, from } = keys.some(({ selectedOf }) => selectedOf !== undefined) ? ofKeys(dialect, source, keys, condition) : ofRows(source, keys, condition);
  const position = keys.findIndex(({ name }) => name === orderedBy);
  const order = position < 0 ? sql`` : sql` order by ${sql.lit(position + 1)}`;
  const grouping = groups.length === 0 ? sql`` : sql` group by ${sql.join(groups)}`;
  const columns = keys.map(({ name }, index) => sql`${selected[index]} as ${sql.id(name)}`);
  return sql`select ${sql.join([...columns, sql`${calls} as ${sql.id('calls')}`])} from ${from}${grouping}${order} limit ${sql.lit(MOST_ANSWER_ROWS + 1)}`;
}

interface Grouped {
  readonly selected: readonly RawBuilder<unknown>[];
  readonly groups: readonly RawBuilder<unknown>[];
  readonly calls: RawBuilder<number>;
  readonly from: RawBuilder<unknown>;
}

function ofRows(source: CallsSource, keys: readonly NamedKey[], condition: RawBuilder<unknown>): Grouped {
  return {
    selected: keys.map(({ expression }) => expression),
    groups: keys.map(({ groupBy }, index) => groupBy ?? sql.lit(index + 1)),
    calls: callsOf(source.weight),
    from: sql`${source.from} where ${condition}`,
  };
}

const KEYED = 'keyed';
const WEIGHT = 'weight';

function ofKeys(dialect: SqlDialect, source: CallsSource, keys: readonly NamedKey[], condition: RawBuilder<unknown>): Grouped {
  const inner = keys.map(({ name, expression, groupBy }) => sql`${groupBy ?? expression} as ${sql.id(name)}`);
  const weights = source.weight === null ? [] : [sql`${source.weight} as ${sql.id(WEIGHT)}`];
  const rows = dialect.apart(sql`select ${sql.join([...inner, ...weights])} from ${source.from} where ${condition}`);
  const columnOf = (name: string) => sql<number>`${sql.id(KEYED, name)}`;
  return {
    selected: keys.map(({ name, selectedOf }) => selectedOf?.(columnOf(name)) ?? columnOf(name)),
    groups: keys.map(({ name }) => columnOf(name)),
    calls: callsOf(source.weight === null ? null : columnOf(WEIGHT)),
    from: sql`${rows} as ${sql.id(KEYED)}`,
  };
}

/** How many calls a group of rows are. */
export function callsOf(weight: RawBuilder<number> | null): RawBuilder<number> {
  return weight === null ? sql<number>`count(*)` : sql<number>`sum(${weight})`;
}
