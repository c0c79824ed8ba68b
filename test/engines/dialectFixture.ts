import type { RawBuilder } from 'kysely';
import type { ColumnType } from '../../src/backend/stores/sql/columns';
import type { SqlDialect } from '../../src/backend/stores/sql/dialect';

/** An engine that evaluates what its dialect writes, in a database that no other test uses. */
export interface OpenDialect {
  readonly dialect: SqlDialect;
  run(statement: RawBuilder<unknown>): Promise<StatementResult>;
  /** Runs a statement as the owner of the database, outside the plugin. */
  administer(statement: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface StatementResult {
  readonly columns: readonly (readonly unknown[])[];
  readonly statement: string;
  readonly parameters: readonly unknown[];
}

/** Where SQL dialects may differ, for the tests that all of them share. */
export interface DialectFixture {
  readonly name: string;
  open(): Promise<OpenDialect>;
  /** Types to cast to; a cast value may be missing. */
  readonly types: {
    readonly text: string;
    readonly int32: string;
    /** 32 bits without a sign, or the next larger type. */
    readonly unsigned: string;
    readonly int64: string;
    readonly double: string;
    /** At least 20 digits, four of them after the point. */
    readonly decimal: string;
  };
  /** Types of text other than `types.text` that records may have. */
  readonly textTypes: readonly string[];
  /** Statements that make the table `twins` with a column `v` whose collation, if there are any, calls `a` and `A` the same. */
  readonly twins: readonly string[];
  /** A statement that makes the table `words` with the column `v`, a text. */
  readonly words: string;
  /** Expressions, what they hold, and the text that they are shown as. */
  readonly shown: readonly (readonly [expression: string, type: ColumnType, text: string | null])[];
  /** An expression of the character NUL; null if no text can hold it. */
  readonly nul: string | null;
  /** Whether a literal may hold it. */
  readonly literalsHoldNul: boolean;
  /** Whether `.` of a pattern matches a line break. */
  readonly dotMatchesLineBreak: boolean;
  /** Texts of clock times that are read otherwise than by the other engines, and what is read of them. */
  readonly otherClockTexts: Readonly<Record<string, number>>;
  /** Names that no column can have. */
  readonly impossibleNames: readonly string[];
  /** Whether letters beyond ASCII are lowered, too. */
  readonly lowersAllLetters: boolean;
  /** Digits that `isDigits` misses; null if the dialect has no such function. */
  readonly missedDigits: readonly string[] | null;
  /** Texts that the type `double` reads as something other than a number. */
  readonly notNumbers: readonly string[];
  /** Whether all texts of doubles are read, 1e308 and, as 0, 1e-400 too; otherwise these are null. */
  readonly readsAllDoubles: boolean;
  /** Whether whole numbers of 64 bits are divided exactly, not only those that a double holds. */
  readonly divides64Bits: boolean;
  /** Values and their types that do not fit 64 bits when they are rounded. */
  readonly tooLargeToRound: readonly (readonly [value: string, type: string])[];
}
