import { type RawBuilder, sql } from 'kysely';
import type { OutcomeReading, UnbridgedLegs } from '../../../../domain/layouts/layout';
import { recordText } from '../../../../domain/recordText';
import type { ColumnDoubt } from '../../columnDoubts';
import type { SqlDialect } from '../dialect';
import { presentText } from './presentText';
import type { ColumnOf } from './readColumn';
import { isAnswered } from './readOutcome';

/** What tells the legs of a call that was neither bridged nor answered, by the records' own names. */
export interface UnbridgedColumns {
  readonly leg: string;
  readonly other: string;
  readonly common: readonly string[];
}

/** What was found of legs in some records. */
export interface LegFacts {
  /** Records looked at that name another leg, or may be one of two that name none. */
  readonly rows: number;
  /** Records that name another leg, and those of them that it names, too. */
  readonly naming: number;
  readonly paired: number;
  /** Legs that are like another one before them, and how many of these are its other leg if both legs of each call are written. */
  readonly alike: number;
  readonly others: number;
  /** A leg that is like another one. */
  readonly example: string | null;
}

/** The records whose legs are looked at, at either end of them. */
export const LEGS_LOOKED_AT = 20_000;
const MAX_EXAMPLE = 100;
/** What the key of an unbridged leg begins with, and that of a leg that names another. */
const [UNBRIDGED, NAMING] = ['=', '&'];

export function unbridgedColumns(legs: UnbridgedLegs | undefined, find: (column: string) => string | null): UnbridgedColumns | null {
  if (legs === undefined || legs.unless.some((column) => find(column) !== null)) {
    return null;
  }
  const [leg, other] = [find(legs.leg), find(legs.other)];
  const common = legs.common.map((columns) => columns.map(find).filter((column) => column !== null));
  return leg === null || other === null || common.some((columns) => columns.length === 0) ? null : { leg, other, common: common.flat() };
}

/** What two legs of one call have in common if both are written (see `LegFacts`); the empty text for a row that has nothing of the kind. */
export function legKey(
  dialect: SqlDialect,
  legs: UnbridgedColumns | null,
  outcome: readonly OutcomeReading[],
  columnOf: ColumnOf,
  missing: readonly string[]
): RawBuilder<string> {
  if (legs === null) {
    return sql<string>`''`;
  }
  const text = (column: string) => presentText(dialect, columnOf(column), missing);
  const [leg, other] = [text(legs.leg), text(legs.other)];
  const joined = (begin: string, texts: readonly RawBuilder<string>[]) =>
    dialect.concatenated([
      sql<string>`${sql.lit(begin)}`,
      ...texts.flatMap((part, index) => (index === 0 ? [part] : [sql<string>`'|'`, part])),
    ]);
  const isAnsweredBy = outcome.flatMap((reading) => {
    const column = columnOf(reading.column);
    const own = dialect.trim(dialect.text(column.expression, column.type));
    return reading.reads === 'answered' ? [sql<boolean>`when ${isAnswered(dialect, reading.when, column, own, missing)} then ''`] : [];
  });
  const pair = sql`case when ${leg} < ${other} then ${joined(NAMING, [leg, other])} else ${joined(NAMING, [other, leg])} end`;
  return sql<string>`case when ${leg} = '' then '' when ${other} <> '' then ${pair} ${sql.join(isAnsweredBy, sql` `)} else ${joined(UNBRIDGED, legs.common.map(text))} end`;
}

/** Whether a row is a leg that was neither bridged nor answered, by its `leg_key`. */
export const isUnbridged = (key: RawBuilder<unknown>) => sql<boolean>`${key} like ${sql.lit(`${UNBRIDGED}%`)}`;

/**
 * The statement that looks at legs, and how its answer is read.
 * @param rows a select of `leg_key` and `leg` of the records to look at
 */
export function lookAtLegs(rows: RawBuilder<unknown>) {
  const keys = sql`select leg_key, count(*) as legs_rows, count(distinct leg) as legs, min(leg) as first_leg from (${rows}) as looked where leg_key <> '' group by leg_key`;
  const sum = (value: RawBuilder<unknown>, condition: RawBuilder<unknown>) =>
    sql`coalesce(sum(case when ${condition} then ${value} else 0 end), 0)`;
  const isAlone = isUnbridged(sql`leg_key`);
  const aggregates = [
    sql`coalesce(sum(legs_rows), 0)`,
    sum(sql`legs_rows`, sql`not ${isAlone}`),
    sum(sql`legs_rows`, sql`not ${isAlone} and legs > 1`),
    sum(sql`legs - 1`, isAlone),
    sum(sql`legs - legs % 2`, isAlone),
    sql`min(case when ${isAlone} and legs > 1 then first_leg end)`,
  ].map((aggregate, index) => sql`${aggregate} as ${sql.id(`a${index}`)}`);
  return {
    statement: sql`select ${sql.join(aggregates)} from (${keys}) as leg_keys`,
    read: (answer: readonly (readonly unknown[])[]): LegFacts => {
      const [rows, naming, paired, alike, inPairs, example] = answer.map(([value]) => value);
      return {
        rows: Number(rows),
        naming: Number(naming),
        paired: Number(paired),
        alike: Number(alike),
        others: Number(inPairs) / 2,
        example: typeof example === 'string' ? example : null,
      };
    },
  };
}

/**
 * Whether both legs of each call are written: most records that name another leg are named by it. Only some are where one leg of each is
 * written and two of them were connected, as by a pickup or a queue that agents dial into.
 */
function areBothWritten({ naming, paired }: LegFacts): boolean {
  return 2 * paired > naming;
}

/**
 * Whether unbridged legs are merged two by two: the oldest records have both legs of each call, and the newest are not otherwise. Where no
 * record tells, as in a failure of everything, what the others told remains.
 */
export function mergesUnbridged(oldest: LegFacts, newest: LegFacts): boolean {
  return areBothWritten(oldest) && (newest.naming === 0 || areBothWritten(newest));
}

/** What is to be told of unbridged legs that are alike. */
export function doubtLegs({ repair }: UnbridgedLegs, column: string, newest: LegFacts, areMerged: boolean): ColumnDoubt[] {
  const isOneLegWritten = newest.naming > 0 && newest.paired === 0;
  const rows = areMerged ? newest.others : newest.alike;
  return rows === 0 || (!areMerged && isOneLegWritten)
    ? []
    : [{ doubt: 'unbridgedLegs', column, areMerged, repair, rows, example: recordText((newest.example ?? '').slice(0, MAX_EXAMPLE)) }];
}
