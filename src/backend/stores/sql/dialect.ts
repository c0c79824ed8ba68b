import type { QueryCompiler, RawBuilder } from 'kysely';

/** The named differences between SQL engines. */
export interface SqlDialect {
  readonly compiler: QueryCompiler;
  /** floor(value / step), for a whole value that is not negative. */
  floorDivide(value: RawBuilder<number>, step: number): RawBuilder<number>;
  /** Whether text contains other text, whatever its case. */
  containsText(text: RawBuilder<string>, part: string): RawBuilder<boolean>;
  /** A whole number as a parameter, 64 bits wide. */
  wholeNumber(value: number): RawBuilder<number>;
}
