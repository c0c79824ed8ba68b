import { type RawBuilder, sql } from 'kysely';
import { recordText } from '../../../../domain/recordText';
import type { RowCondition } from '../../../../domain/layouts/layout';
import type { ColumnDoubt } from '../../columnDoubts';
import type { SqlDialect } from '../dialect';
import { greatestText } from './greatestText';
import type { ColumnOf } from './readColumn';
import { type RecordColumns, rowCondition } from './recordColumns';

/** How many rows of a table are calls. */
export interface SelectionFacts {
  readonly table: string;
  readonly rows: number;
  readonly calls: number;
  /** How many rows each condition holds for, and a value that it does not hold for. */
  readonly conditions: readonly { readonly condition: RowCondition; readonly rows: number; readonly example: string | null }[];
}

const MAX_EXAMPLE = 100;

/**
 * The statement that looks which rows are calls, and how its answer is read; null where all are.
 * @param rows what follows `from`: the records to look at
 */
export function lookAtSelection(
  dialect: SqlDialect,
  { rows: { calls } }: RecordColumns,
  columnOf: ColumnOf,
  table: string,
  rows: RawBuilder<unknown>
): { readonly statement: RawBuilder<unknown>; read(answer: readonly (readonly unknown[])[]): SelectionFacts } | null {
  if (calls === 'none' || calls.length === 0) {
    return null;
  }
  const looked = calls.map((condition, index) => {
    const { expression, type } = columnOf(condition.column);
    return sql`case when ${rowCondition(dialect, condition, columnOf)} then 1 else 0 end as ${sql.id(`h${index}`)}, ${dialect.text(expression, type)} as ${sql.id(`t${index}`)}`;
  });
  const sum = (conditions: RawBuilder<unknown>) => sql`coalesce(sum(case when ${conditions} then 1 else 0 end), 0)`;
  const holds = calls.map((_, index) => sql`${sql.id(`h${index}`)} = 1`);
  const aggregates = [
    sql`count(*)`,
    sum(sql.join(holds, sql` and `)),
    ...holds.flatMap((condition, index) => [sum(condition), sql`max(case when not (${condition}) then ${sql.id(`t${index}`)} end)`]),
  ].map((aggregate, index) => sql`${aggregate} as ${sql.id(`a${index}`)}`);
  return {
    statement: sql`select ${sql.join(aggregates)} from (select ${sql.join(looked)} from ${rows}) as looked`,
    read: (answer) => {
      const [all, selected, ...of] = answer.map(([value]) => value);
      return {
        table,
        rows: Number(all),
        calls: Number(selected),
        conditions: calls.map((condition, index) => {
          const example = of[2 * index + 1];
          return {
            condition,
            rows: Number(of[2 * index]),
            example: example === null || example === undefined ? null : String(example),
          };
        }),
      };
    },
  };
}

/** What is found in rows of one table, from what was found in two parts of them. */
export function joinSelections(one: SelectionFacts, other: SelectionFacts): SelectionFacts {
  return {
    table: one.table,
    rows: one.rows + other.rows,
    calls: one.calls + other.calls,
    conditions: one.conditions.map((condition, index) => ({
      condition: condition.condition,
      rows: condition.rows + (other.conditions[index]?.rows ?? 0),
      example: greatestText(condition.example, other.conditions[index]?.example ?? null),
    })),
  };
}

/** Tables that have rows, none of which is a call, from what was found in parts of them. */
export function doubtSelections(parts: readonly SelectionFacts[]): ColumnDoubt[] {
  const tables = [...new Set(parts.map(({ table }) => table))];
  return tables.flatMap((table): ColumnDoubt[] => {
    const found = parts.filter((part) => part.table === table && part.rows > 0);
    const [strictest] = found.flatMap(({ conditions }) => conditions).sort((one, other) => one.rows - other.rows);
    if (strictest === undefined || found.some(({ calls }) => calls > 0)) {
      return [];
    }
    const { condition, example } = strictest;
    return [
      {
        doubt: 'noCalls',
        table,
        column: condition.column,
        values: condition.values,
        not: condition.not === true,
        rows: found.reduce((sum, { rows }) => sum + rows, 0),
        example: recordText((example ?? '').slice(0, MAX_EXAMPLE)),
      },
    ];
  });
}
