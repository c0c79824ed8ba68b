import { sql } from 'kysely';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import { instantOf } from '../../../../src/backend/stores/sql/records/readTime';
import { timingExpression } from '../../../../src/backend/stores/sql/records/readTiming';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  server = openPostgresServer(own.connection());
});
afterAll(async () => {
  await server.close();
  await own.end();
});

async function read(value: string, declared: string): Promise<{ instant: unknown; seconds: unknown }> {
  const column = { expression: sql.id('v'), type: /int/.test(declared) ? ('whole' as const) : ('number' as const) };
  const seconds = timingExpression(server.dialect, { column: 'v', millisecondsPerUnit: 1000 } as never, () => column, []);
  const { columns } = await server.run(sql`select ${instantOf(server.dialect, column, [])}, ${seconds} from (select cast(${value} as ${sql.raw(declared)})) t(v)`, NEVER);
  return { instant: columns[0]?.[0], seconds: columns[1]?.[0] };
}

it.each([
  { value: '1795514400', declared: 'integer', instant: 1795514400000, seconds: null },
  { value: '2147483647', declared: 'integer', instant: 2147483647000, seconds: null },
  { value: '90', declared: 'smallint', instant: null, seconds: 90000 },
  { value: '3000000', declared: 'integer', instant: null, seconds: 3000000000 },
  { value: '1795514400123', declared: 'bigint', instant: 1795514400123, seconds: null },
  { value: '9223372036854775807', declared: 'bigint', instant: null, seconds: null },
  { value: '1795514400.1235', declared: 'double precision', instant: 1795514400124, seconds: null },
  { value: '4.0005', declared: 'double precision', instant: null, seconds: 4000 },
  { value: '0.0125', declared: 'numeric', instant: null, seconds: 13 },
  { value: '1e308', declared: 'double precision', instant: null, seconds: null },
  { value: 'NaN', declared: 'double precision', instant: null, seconds: null },
  { value: '1e400', declared: 'numeric', instant: null, seconds: null },
  { value: '-5', declared: 'integer', instant: null, seconds: null },
])('$value as $declared is read as what it can be, and fails no statement', async ({ value, declared, instant, seconds }) => {
  expect(await read(value, declared)).toEqual({ instant, seconds });
});
