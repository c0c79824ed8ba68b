import { type CompiledQuery, createQueryId, type RawBuilder, sql } from 'kysely';
import { UNIT_MS } from '../../../domain/durations';
import type { DistinctQuestion, ExtentQuestion, ValuesQuestion } from '../catalogueQuestion';
import { maxCounts } from '../limits';
import type { BreakdownQuestion, BucketGrid, CountsQuestion, HistogramQuestion, SplitGroups, TimedCalls, TimeRange } from '../question';
import { type CallsSource, firstOf, timingOf } from './callsSource';
import { conditionOf, dimensionOf, outcomeCondition, resultCondition } from './conditions';
import type { SqlDialect } from './dialect';
import { callsOf, groupedStatement, type NamedKey, namedKey } from './grouped';

/** Turns a built statement into text and parameters. */
export function compileStatement(dialect: SqlDialect, statement: RawBuilder<unknown>): CompiledQuery {
  return dialect.compiler.compileQuery(statement.toOperationNode(), createQueryId());
}

/** Planners work on so few groups in parallel only if they guess right; for more it would not pay. */
const FEW_BUCKETS = 20_000;

/**
 * Columns `bucket`, `milliseconds` (histograms), `code`, `word` and `rule` (or `outcome`, see `CallsSource.raw`), one per split dimension (`split0`, `split1`) and
 * `calls`; those that the question does not ask for are left out. Histograms come in the order of their milliseconds.
 */
export function countsStatement(
  dialect: SqlDialect,
  source: CallsSource,
  question: CountsQuestion | HistogramQuestion
): RawBuilder<unknown> {
  const keys: NamedKey[] = [];
  if (question.grid !== null) {
    keys.push(bucketKey(source, question.grid, question.range));
  }
  const conditions = [conditionOf(dialect, source, question)];
  if (question.kind === 'counts' && question.retried === true) {
    conditions.push(source.retried ?? sql<boolean>`1 = 0`);
  }
  if (question.kind === 'histogram') {
    const { known, ofKnown } = source.timings.get(question.timing) ?? timingOf(sql<number | null>`null`);
    const { bounds, range } = question;
    const isShort = range !== null && range.to - range.from <= UNIT_MS.d;
    const boundOf = (isShort ? dialect.leastBound : undefined) ?? classOf;
    keys.push({
      name: 'milliseconds',
      expression: ofKnown,
      ...(bounds === null ? {} : { groupOf: (value: RawBuilder<number>) => boundOf(value, bounds) }),
    });
    conditions.push(known, ...timedConditions(dialect, source, question));
  }
  if (question.kind === 'counts' || question.byCode) {
    keys.push(...outcomeKeys(source));
  }
  if (question.split !== null) {
    keys.push(...splitKeys(source, question.split));
  }
  const grouping = question.kind === 'histogram' ? { orderedBy: 'milliseconds', max: question.maxEntries } : { max: maxCounts(question) };
  return groupedStatement(dialect, source, keys, sql.join(conditions, sql` and `), grouping);
}

/** Columns `bucket`, `code`, `word` and `rule` (or `outcome`), one per dimension (`split0`, `split1`), `calls` and `first`, as far as they are asked for. */
export function breakdownStatement(dialect: SqlDialect, source: CallsSource, question: BreakdownQuestion): RawBuilder<unknown> {
  const { grid, range, dimensions, first, maxEntries } = question;
  const buckets = grid === null ? [] : [bucketKey(source, grid, range)];
  const keys = [...buckets, ...outcomeKeys(source), ...dimensionKeys(dimensions.map((name) => dimensionOf(source, name)))];
  return groupedStatement(dialect, source, keys, conditionOf(dialect, source, question), { first, max: maxEntries });
}

function dimensionKeys(dimensions: readonly RawBuilder<unknown>[]): NamedKey[] {
  return dimensions.map((expression, index) => ({ name: `split${index}`, expression }));
}

/** Most values are among the first bounds, which are therefore looked through apart. */
const FIRST_BOUNDS = 20;

/** The least bound that is not below a value, or the last; looked for by halves. */
function classOf(value: RawBuilder<number>, bounds: readonly number[]): RawBuilder<number> {
  const middle = Math.min(FIRST_BOUNDS, Math.ceil(bounds.length / 2));
  if (middle === bounds.length) {
    return sql.lit(bounds[0] ?? 0);
  }
  return sql<number>`case when ${value} <= ${sql.lit(bounds[middle - 1] ?? 0)} then ${classOf(value, bounds.slice(0, middle))} else ${classOf(value, bounds.slice(middle))} end`;
}

/** The number of a call's bucket; of a long range in short buckets, selected as it stands. */
export function bucketKey(source: CallsSource, grid: BucketGrid, range: TimeRange | null): NamedKey {
  const key = source.bucket(grid, range);
  const isFew = range === null || (range.to - range.from) / grid.stepMs <= FEW_BUCKETS;
  return namedKey('bucket', isFew ? key : { groupBy: key.groupBy, selected: key.selected });
}

/** `outcome` stands for code and word where the source can tell them from it. */
function outcomeKeys({ raw, code, word, rule }: CallsSource): NamedKey[] {
  if (raw !== null) {
    return [{ name: 'outcome', expression: raw }];
  }
  return [
    { name: 'code', expression: code },
    ...(word === null ? [] : [{ name: 'word', expression: word }]),
    ...(rule === null ? [] : [{ name: 'rule', expression: rule }]),
  ];
}

/** Which results are wanted of calls with a timing. */
export function timedConditions(dialect: SqlDialect, source: CallsSource, { only, answered }: TimedCalls): RawBuilder<boolean>[] {
  return [
    ...(only === null ? [] : [resultCondition(dialect, source, only)]),
    ...(answered === null ? [] : [outcomeCondition(dialect, source, answered)]),
  ];
}

/**
 * Values of the split dimensions; null in all of them for every combination that is not one of the groups. A single
 * dimension is compared as a list, two as pairs.
 */
export function splitKeys(source: CallsSource, split: SplitGroups): NamedKey[] {
  const dimensions = split.dimensions.map((name) => dimensionOf(source, name));
  const [first] = dimensions;
  if (first === undefined || split.groups.length === 0) {
    return dimensionKeys(dimensions.map(() => sql`null`));
  }
  if (split.complete === true) {
    return dimensionKeys(dimensions);
  }
  const isKept =
    dimensions.length === 1
      ? sql`${first} in (${sql.join(split.groups.map(([value]) => sql.val(value)))})`
      : sql`(${sql.join(dimensions)}) in (${sql.join(split.groups.map((group) => sql`(${sql.join(group.map((value) => sql.val(value)))})`))})`;
  return dimensionKeys(dimensions.map((dimension) => sql`case when ${isKept} then ${dimension} end`));
}

/** Columns `value0`, `value1`, `calls` and, if the newest are asked, `first`; one row more than the limit tells that there are more. */
export function valuesStatement(dialect: SqlDialect, source: CallsSource, question: ValuesQuestion): RawBuilder<unknown> {
  const newest = question.order === 'newest';
  const measures = [
    sql`${callsOf(source.weight)} as ${sql.id('calls')}`,
    ...(newest ? [sql`${firstOf(source)} as ${sql.id('first')}`] : []),
  ];
  const rank = newest ? sql`${firstOf(source)} desc` : sql`${callsOf(source.weight)} desc`;
  const order = sql.join([rank, ...question.dimensions.map((_, index) => sql.lit(index + 1))]);
  return sql`${valuesGroups(dialect, source, question, measures)} order by ${order} limit ${sql.lit(question.limit + 1)}`;
}

/** Every combination that occurs under a question of values: columns `value0`, `value1` and the measures. */
export function valuesGroups(
  dialect: SqlDialect,
  source: CallsSource,
  question: ValuesQuestion,
  measures: readonly RawBuilder<unknown>[]
): RawBuilder<unknown> {
  const dimensions = question.dimensions.map((name) => dimensionOf(source, name));
  const conditions = [conditionOf(dialect, source, question)];
  if (question.only !== null) {
    conditions.push(resultCondition(dialect, source, question.only));
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
export function distinctStatement(dialect: SqlDialect, source: CallsSource, question: DistinctQuestion): RawBuilder<unknown> {
  const counts = question.dimensions.map(
    (name, index) => sql`count(distinct ${dimensionOf(source, name)}) as ${sql.id(`distinct${index}`)}`
  );
  return sql`select ${sql.join([...counts, sql`count(*) as calls`])} from ${source.from} where ${conditionOf(dialect, source, question)}`;
}

/** Columns `calls`, `first`, `last`. */
export function extentStatement(dialect: SqlDialect, source: CallsSource, { filters = [] }: ExtentQuestion): RawBuilder<unknown> {
  const condition = conditionOf(dialect, source, { range: null, filters });
  return sql`select count(*) as ${sql.id('calls')}, min(${source.time}) as ${sql.id('first')}, max(${source.time}) as ${sql.id('last')} from ${source.from} where ${condition}`;
}
