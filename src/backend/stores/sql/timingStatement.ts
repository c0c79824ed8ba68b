import { type RawBuilder, sql } from 'kysely';
import type { TimingQuestion } from '../question';
import { type CallsSource, timingOf } from './callsSource';
import { conditionOf, resultNumber } from './conditions';
import type { SqlDialect } from './dialect';
import type { NamedKey } from './grouped';
import { bucketKey, splitKeys, timedConditions } from './statements';

const TIMED = 'timed';
const MS = 'ms';
const ms = sql<number>`${sql.id(TIMED, MS)}`;

/**
 * Columns `bucket`, `result`, one per split dimension (as far as they are asked for), `calls`, `total`, `longest`, `below` and
 * a percentile each (`rank0`, `rank1` …). Without keys there is a row even where there are no calls.
 */
export function timingStatement(dialect: SqlDialect, source: CallsSource, question: TimingQuestion): RawBuilder<unknown> {
  const keys = keysOf(dialect, source, question);
  const { known, ofKnown } = source.timings.get(question.timing) ?? timingOf(sql<number | null>`null`);
  const conditions = [conditionOf(dialect, source, question), known, ...timedConditions(dialect, source, question)];
  const inner = keys.map(
    ({ name, expression, groupBy, selectedOf }) => sql`${selectedOf === undefined ? expression : groupBy} as ${sql.id(name)}`
  );
  const rows = dialect.materialize(
    sql`select ${sql.join([...inner, sql`${ofKnown} as ${sql.id(MS)}`])} from ${source.from} where ${sql.join(conditions, sql` and `)}`
  );
  const names = keys.map(({ name }) => name);
  const measured =
    dialect.nearestRanks === undefined ? byWindows(rows, names, question) : byRanks(rows, names, question, dialect.nearestRanks);
  const selected = keys.map(
    ({ name, selectedOf }) => sql`${selectedOf?.(sql<number>`${sql.id('measured', name)}`) ?? sql.id('measured', name)} as ${sql.id(name)}`
  );
  const ranks = question.percents.map((_, index) =>
    dialect.nearestRanks === undefined
      ? sql`${sql.id(`rank${index}`)}`
      : sql`${sql.id('ranks')}[${sql.lit(index + 1)}] as ${sql.id(`rank${index}`)}`
  );
  return sql`select ${sql.join([...selected, ...['calls', 'total', 'longest', 'below'].map((name) => sql.id(name)), ...ranks])} from (${measured}) as ${sql.id('measured')}`;
}

function keysOf(dialect: SqlDialect, source: CallsSource, { grid, range, results, split }: TimingQuestion): NamedKey[] {
  const bucket = grid === null ? [] : [bucketKey(source, grid, range)];
  const result =
    results === null
      ? []
      : [{ name: 'result', expression: resultNumber(dialect, source, results.cases, (one) => results.results.indexOf(one)) }];
  return [...bucket, ...result, ...(split === null ? [] : splitKeys(source, split))];
}

/** By the engine's own percentiles. */
function byRanks(
  rows: RawBuilder<unknown>,
  names: readonly string[],
  { percents, below }: TimingQuestion,
  nearestRanks: NonNullable<SqlDialect['nearestRanks']>
): RawBuilder<unknown> {
  const measures = [
    sql`count(*) as ${sql.id('calls')}`,
    sql`sum(${ms}) as ${sql.id('total')}`,
    sql`max(${ms}) as ${sql.id('longest')}`,
    sql`sum(case when ${ms} < ${sql.lit(below)} then 1 else 0 end) as ${sql.id('below')}`,
    ...(percents.length === 0 ? [] : [sql`${nearestRanks(ms, percents)} as ${sql.id('ranks')}`]),
  ];
  return sql`select ${sql.join([...columnsOf(TIMED, names), ...measures])} from ${rows} as ${sql.id(TIMED)}${groupedBy(TIMED, names)}`;
}

/** By counting how many calls took no longer, for engines without percentiles. */
function byWindows(rows: RawBuilder<unknown>, names: readonly string[], { percents, below }: TimingQuestion): RawBuilder<unknown> {
  const column = (name: string) => sql`${sql.id('ranked', name)}`;
  const counted = sql`select ${sql.join([...columnsOf(TIMED, names), sql`${ms} as ${sql.id(MS)}`, sql`count(*) as ${sql.id('some')}`])} from ${rows} as ${sql.id(TIMED)} group by ${sql.join([...columnsOf(TIMED, names), ms])}`;
  const partition = names.length === 0 ? sql`` : sql`partition by ${sql.join(columnsOf('counted', names))}`;
  const some = sql`${sql.id('counted', 'some')}`;
  const ranked = sql`select ${sql.id('counted')}.*, sum(${some}) over (${partition} order by ${sql.id('counted', MS)} rows between unbounded preceding and current row) as ${sql.id('upto')}, sum(${some}) over (${partition}) as ${sql.id('whole')} from (${counted}) as ${sql.id('counted')}`;
  const measures = [
    sql`max(${column('whole')}) as ${sql.id('calls')}`,
    sql`sum(${column(MS)} * ${column('some')}) as ${sql.id('total')}`,
    sql`max(${column(MS)}) as ${sql.id('longest')}`,
    sql`sum(case when ${column(MS)} < ${sql.lit(below)} then ${column('some')} else 0 end) as ${sql.id('below')}`,
    ...percents.map(
      (percent, index) =>
        sql`min(case when ${column('upto')} * 100 >= ${column('whole')} * ${sql.lit(percent)} then ${column(MS)} end) as ${sql.id(`rank${index}`)}`
    ),
  ];
  return sql`select ${sql.join([...columnsOf('ranked', names), ...measures])} from (${ranked}) as ${sql.id('ranked')}${groupedBy('ranked', names)}`;
}

function columnsOf(relation: string, names: readonly string[]): RawBuilder<unknown>[] {
  return names.map((name) => sql`${sql.id(relation, name)}`);
}

function groupedBy(relation: string, names: readonly string[]): RawBuilder<unknown> {
  return names.length === 0 ? sql`` : sql` group by ${sql.join(columnsOf(relation, names))}`;
}
