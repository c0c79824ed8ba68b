import { type RawBuilder, sql } from 'kysely';
import { TIMINGS } from '../../../domain/timings';
import type { RecordsQuestion } from '../question';
import type { CallsSource } from './callsSource';
import { conditionOf, dimensionOf, resultCondition } from './conditions';
import type { SqlDialect } from './dialect';

/** The dimensions that a page of calls shows. */
export function recordDimensions(source: CallsSource, question: RecordsQuestion): readonly string[] {
  return question.dimensions ?? [...source.dimensions.keys()];
}

/**
 * Columns `time`, `code`, `word`, `rule` (where rules look at columns), `call_id`, `pdd`, `setup`, `duration`, then the dimensions in order (`value0` …). Calls
 * of the same time are ordered by everything else that is shown, so that a page can begin among them; one row more than
 * the limit tells that there are more.
 */
export function recordsStatement(dialect: SqlDialect, source: CallsSource, question: RecordsQuestion): RawBuilder<unknown> {
  const none = sql<null>`null`;
  const columns = [
    { name: 'time', expression: source.time },
    { name: 'code', expression: source.code },
    { name: 'word', expression: source.word ?? none },
    ...(source.rule === null ? [] : [{ name: 'rule', expression: source.rule }]),
    { name: 'call_id', expression: source.callId ?? none },
    ...TIMINGS.map((name) => ({ name, expression: source.timings.get(name)?.ms ?? none })),
    ...recordDimensions(source, question).map((name, index) => ({ name: `value${index}`, expression: dimensionOf(source, name) })),
  ];
  const key: RawBuilder<number | null> = question.order === 'time' ? source.time : (source.timings.get(question.order)?.ms ?? none);
  const conditions = [conditionOf(dialect, source, question)];
  if (question.order !== 'time') {
    conditions.push(sql<boolean>`${key} is not null`);
  }
  if (question.only !== null) {
    conditions.push(resultCondition(dialect, source, question.only));
  }
  if (question.after !== null) {
    conditions.push(sql<boolean>`${key} <= ${dialect.wholeNumber(question.after.key)}`);
  }
  const first = columns.findIndex(({ name }) => name === question.order) + 1;
  const others = columns.map((_, index) => index + 1).filter((position) => position !== first);
  const order = sql.join([first, ...others].map((position) => sql`${sql.lit(position)} desc`));
  const selected = sql.join(columns.map(({ name, expression }) => sql`${expression} as ${sql.id(name)}`));
  return sql`select ${selected} from ${source.from} where ${sql.join(conditions, sql` and `)} order by ${order} limit ${sql.lit(question.limit + 1)} offset ${sql.lit(question.after?.shown ?? 0)}`;
}
