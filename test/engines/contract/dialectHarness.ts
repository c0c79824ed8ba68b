import { type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from '../../../src/backend/stores/sql/dialect';
import { DIALECTS } from '../engines';
import type { DialectFixture, OpenDialect, StatementResult } from '../dialectFixture';

type Expression = (value: RawBuilder<never>) => RawBuilder<unknown>;

/** Evaluates expressions of a dialect in its engine. */
export class DialectHarness {
  private opened: OpenDialect | null = null;

  constructor(readonly fixture: DialectFixture) {
    beforeAll(async () => {
      this.opened = await fixture.open();
    });
    afterAll(() => this.opened?.close());
  }

  get dialect(): SqlDialect {
    return this.engine.dialect;
  }

  run(statement: RawBuilder<unknown>): Promise<StatementResult> {
    return this.engine.run(statement);
  }

  administer(statement: string): Promise<unknown> {
    return this.engine.administer(statement);
  }

  async columns(statement: RawBuilder<unknown>): Promise<StatementResult['columns']> {
    return (await this.run(statement)).columns;
  }

  async one(expression: RawBuilder<unknown>): Promise<unknown> {
    return (await this.columns(sql`select ${expression}`))[0]?.[0];
  }

  async isTrue(condition: RawBuilder<unknown>): Promise<boolean | null> {
    return truthOf(await this.one(condition));
  }

  async whole(expression: RawBuilder<unknown>): Promise<bigint | null> {
    return wholeOf(await this.one(expression));
  }

  /** Evaluates an expression for each value, as one column of a table. */
  async each(values: readonly (string | null)[], expression: Expression, type: string = this.fixture.types.text): Promise<unknown[]> {
    const rows = values.map((value, index) => sql`select ${sql.lit(index)} as i, cast(${value} as ${sql.raw(type)}) as v`);
    const [column = []] = await this.columns(sql`select ${expression(sql`v`)} from (${sql.join(rows, sql` union all `)}) as t order by i`);
    return [...column];
  }

  async eachTruth(values: readonly (string | null)[], expression: Expression): Promise<(boolean | null)[]> {
    return (await this.each(values, expression)).map(truthOf);
  }

  async eachWhole(...args: Parameters<DialectHarness['each']>): Promise<(bigint | null)[]> {
    return (await this.each(...args)).map(wholeOf);
  }

  /** Those of the values that texts of the engine can hold. */
  holdable(values: readonly string[]): readonly string[] {
    return this.fixture.nul !== null ? values : values.filter((value) => !value.includes('\0'));
  }

  private get engine(): OpenDialect {
    if (this.opened === null) {
      throw new Error('The engine is opened before the first test only.');
    }
    return this.opened;
  }
}

/** Runs the tests for the dialect of every engine. */
export function everyDialect(tests: (harness: DialectHarness) => void): void {
  describe.each(Object.values(DIALECTS))('$name', (fixture) => tests(new DialectHarness(fixture)));
}

/** Engines answer booleans as such or as 1 and 0. */
function truthOf(value: unknown): boolean | null {
  return value === null ? null : Number(value) === 1;
}

/** Engines answer whole numbers as numbers, as bigint, or as digits. */
export function wholeOf(value: unknown): bigint | null {
  return value === null ? null : BigInt(value as number | string | bigint);
}
