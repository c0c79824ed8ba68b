/** Which bucket a time is in, from the first year that the engine knows to the last. */
import { DuckDBInstance } from '@duckdb/node-api';
import { sql } from 'kysely';
import { duckDbDialect } from '../../../../src/backend/stores/duckdb/dialect';
import { compileStatement } from '../../../../src/backend/stores/sql/statements';

const STEPS = [1, 7, 1_000, 60_000, 420_000, 3_600_000, 86_400_000];
const MOMENTS = [
  -9_223_372_022_400_000n,
  -62_135_596_800_001n,
  -86_400_001n,
  -86_400_000n,
  -1n,
  0n,
  1n,
  1_793_404_783_001n,
  9_223_372_036_854_774n,
];

function floorOf(value: bigint, step: bigint): bigint {
  const rest = ((value % step) + step) % step;
  return (value - rest) / step;
}

const EVER = { from: -8_640_000_000_000_000, to: 8_640_000_000_000_000 };
/** What a range has beside it may be told by a shorter statement. */
const RANGES = [null, EVER, { from: -1, to: 2_000_000_000_000 }, { from: 1_793_404_783_000, to: 1_793_404_784_000 }];

test.each([0, 19_800_000, -43_200_000])('is the floor, on a clock that is %i ms ahead', async (addMs) => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const range of RANGES) {
    const moments = MOMENTS.filter((moment) => range === null || (moment >= BigInt(range.from) && moment < BigInt(range.to)));
    for (const step of STEPS) {
      const { groupBy } = duckDbDialect.bucket(sql`make_timestamp_ms(v)`, 'clock', [{ until: null, addMs }], step, range);
      const list = sql.raw(`[${moments.join(', ')}]`);
      const statement = sql`select ${groupBy} from (select unnest(cast(${list} as bigint[])) as v) order by v`;
      const rows = await (await connection.run(compileStatement(duckDbDialect, statement).sql)).getRows();
      expect(rows.map(([bucket]) => bucket)).toEqual(moments.map((moment) => floorOf(moment + BigInt(addMs), BigInt(step))));
    }
  }
  connection.closeSync();
  instance.closeSync();
});
