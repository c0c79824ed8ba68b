import { type CompiledQuery, createQueryId, type RawBuilder, sql } from 'kysely';
import type { CountsQuestion, DistinctQuestion, ExtentQuestion, HistogramQuestion, SplitGroups, ValuesQuestion } from '../store';
import { MOST_ANSWER_ROWS } from '../store';
import type { CallsSource } from './callsSource';
import { answeredCondition, conditionOf, dimensionOf, resultCondition } from './conditions';
import type { GroupKey, SqlDialect } from './dialect';

/** Turns a built statement into text and parameters. */
export function compileStatement(dialect: SqlDialect, statement: RawBuilder<unknown>): CompiledQuery {
  return dialect.compiler.compileQuery(statement.toOperationNode(), createQueryId());
}

interface NamedExpression {
  readonly name: string;
  readonly expression: RawBuilder<unknown>;
  /** Absent: the expression itself. */
  readonly groupBy?: RawBuilder<unknown>;
}

/**
 * Columns `bucket`, `milliseconds` (histograms), `code` and `word` (or `outcome`, see `CallsSource.raw`), one per split dimension (`split0`, `split1`) and
 * `calls`; those that the question does not ask for are left out. Histograms come in the order of their milliseconds.
 */
export function countsStatement(dialect: SqlDialect, source: CallsSource, question: CountsQuestion | HistogramQuestion): RawBuilder<unknown> {
  const keys: NamedExpression[] = [];
  if (question.grid !== null) {
    keys.push({ name: 'bucket', ...keyOf(source.bucket(question.grid)) });
  }
  const conditions = [conditionOf(source, question)];
  if (question.kind === 'counts' && question.retried === true) {
    conditions.push(source.retried ?? sql<boolean>`1 = 0`);
  }
  if (question.kind === 'histogram') {
    const timing = source.timings.get(question.timing) ?? sql<number | null>`null`;
    keys.push({ name: 'milliseconds', expression: timing });
    conditions.push(sql<boolean>`${timing} is not null`, ...histogramConditions(dialect, source, question));
  }
  if (question.kind === 'counts' || question.byCode) {
    keys.push(...outcomeKeys(source));
  }
  if (question.split !== null) {
    keys.push(...splitExpressions(source, question.split));
  }
  return grouped(source, keys, sql.join(conditions, sql` and `), question.kind === 'histogram' ? 'milliseconds' : null);
}

function keyOf({ groupBy, selected }: GroupKey): Omit<NamedExpression, 'name'> {
  return groupBy === selected ? { expression: selected } : { expression: selected, groupBy };
}

/** `outcome` stands for code and word where the source can tell them from it. */
function outcomeKeys({ raw, code, word }: CallsSource): NamedExpression[] {
  if (raw !== null) {
    return [{ name: 'outcome', expression: raw }];
  }
  return [{ name: 'code', expression: code }, ...(word === null ? [] : [{ name: 'word', expression: word }])];
}

function histogramConditions(dialect: SqlDialect, source: CallsSource, { only, answered }: HistogramQuestion): RawBuilder<boolean>[] {
  return [
    ...(only === null ? [] : [resultCondition(dialect, source, only.rules, only.results)]),
    ...(answered === null ? [] : [answeredCondition(dialect, source, answered)]),
  ];
}

/**
 * Values of the split dimensions; null in all of them for every combination that is not one of the groups. A single
 * dimension is compared as a list, two as pairs.
 */
function splitExpressions(source: CallsSource, split: SplitGroups): NamedExpression[] {
  const dimensions = split.dimensions.map((name) => dimensionOf(source, name));
  const [first] = dimensions;
  if (first === undefined || split.groups.length === 0) {
    return dimensions.map((_, index) => ({ name: `split${index}`, expression: sql`null` }));
  }
  if (split.complete === true) {
    return dimensions.map((expression, index) => ({ name: `split${index}`, expression }));
  }
  const isKept =
    dimensions.length === 1
      ? sql`${first} in (${sql.join(split.groups.map(([value]) => sql.val(value)))})`
      : sql`(${sql.join(dimensions)}) in (${sql.join(split.groups.map((group) => sql`(${sql.join(group.map((value) => sql.val(value)))})`))})`;
  return dimensions.map((dimension, index) => ({ name: `split${index}`, expression: sql`case when ${isKept} then ${dimension} end` }));
}

function grouped(source: CallsSource, keys: readonly NamedExpression[], condition: RawBuilder<unknown>, orderedBy: string | null): RawBuilder<unknown> {
  const selected = keys.map(({ name, expression }) => sql`${expression} as ${sql.id(name)}`);
  const groups = keys.map(({ groupBy }, index) => groupBy ?? sql.lit(index + 1));
  const position = keys.findIndex(({ name }) => name === orderedBy);
  const order = position < 0 ? sql`` : sql` order by ${sql.lit(position + 1)}`;
  const grouping = groups.length === 0 ? sql`` : sql` group by ${sql.join(groups)}`;
  return sql`select ${sql.join([...selected, sql`${callsOf(source)} as ${sql.id('calls')}`])} from ${source.from} where ${condition}${grouping}${order} limit ${sql.lit(MOST_ANSWER_ROWS + 1)}`;
}

/** How many calls a group of rows are. */
export function callsOf({ weight }: CallsSource): RawBuilder<number> {
  return weight === null ? sql<number>`count(*)` : sql<number>`sum(${weight})`;
}

/** Columns `value0`, `value1`, `calls` and, if the newest are asked, `first`; one row more than the limit tells that there are more. */
export function valuesStatement(dialect: SqlDialect, source: CallsSource, question: ValuesQuestion): RawBuilder<unknown> {
  const newest = question.order === 'newest';
  const measures = [sql`${callsOf(source)} as ${sql.id('calls')}`, ...(newest ? [sql`min(${source.time}) as ${sql.id('first')}`] : [])];
  const rank = newest ? sql`min(${source.time}) desc` : sql`${callsOf(source)} desc`;
  const order = sql.join([rank, ...question.dimensions.map((_, index) => sql.lit(index + 1))]);
  return sql`${valuesGroups(dialect, source, question, measures)} order by ${order} limit ${sql.lit(question.limit + 1)}`;
}

/** Every combination that occurs under a question of values: columns `value0`, `value1` and the measures. */
export function valuesGroups(dialect: SqlDialect, source: CallsSource, question: ValuesQuestion, measures: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const dimensions = question.dimensions.map((name) => dimensionOf(source, name));
  const conditions = [conditionOf(source, question)];
  if (question.only !== null) {
    conditions.push(resultCondition(dialect, source, question.only.rules, question.only.results));
  }
  const [first] = dimensions;
  if (question.search !== '' && first !== undefined) {
    conditions.push(dialect.containsText(first, question.search));
  }
  const selected = dimensions.map((dimension, index) => sql`${dimension} as ${sql.id(`value${index}`)}`);
  const positions = dimensions.map((_, index) => sql.lit(index + 1));
  return sql`select ${sql.join([...selected, ...measures])} from ${source.from} where ${sql.join(conditions, sql` and `)} group by ${sql.join(positions)}`;
}

/** How many values each dimension has, a column for each in their order. */
export function distinctStatement(source: CallsSource, question: DistinctQuestion): RawBuilder<unknown> {
  const counts = question.dimensions.map((name, index) => sql`count(distinct ${dimensionOf(source, name)}) as ${sql.id(`distinct${index}`)}`);
  return sql`select ${sql.join([...counts, sql`count(*) as calls`])} from ${source.from} where ${conditionOf(source, question)}`;
}

/** Columns `calls`, `first`, `last`. */
export function extentStatement(source: CallsSource, { filters = [] }: ExtentQuestion): RawBuilder<unknown> {
  const condition = conditionOf(source, { range: null, filters });
  return sql`select count(*) as ${sql.id('calls')}, min(${source.time}) as ${sql.id('first')}, max(${source.time}) as ${sql.id('last')} from ${source.from} where ${condition}`;
}
