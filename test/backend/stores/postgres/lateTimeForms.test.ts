import { PATIENT } from '../../../support/records';
import { TestDatabase } from '../rollup/rollupStore';

const NOW = Date.parse('2026-11-27T00:00:00Z');
const COUNTS = { kind: 'counts', range: { from: NOW - 86_400_000, to: NOW }, filters: [], grid: null, split: null } as const;
/** More rows than are looked at first. */
const MANY = 20_010;

let database: TestDatabase;
beforeAll(async () => {
  database = await TestDatabase.of('postgres');
}, 120_000);
afterAll(() => database.end());

async function countedWith(table: string, later: readonly string[]) {
  await database.query(`create table ${table} (start_time text, sip_code int)`);
  await database.query(`insert into ${table} select '2026-11-26 10:00:00', 200 from generate_series(1, ${MANY})`);
  await database.query(`insert into ${table} values ${later.map((time) => `('${time}', 486)`).join()}`);
  const { calls, unread } = await database.open({ timeZone: 'UTC', tables: { calls: table } }, NOW).ask(COUNTS, PATIENT);
  return { calls: [...calls].reduce((sum, count) => sum + count, 0), unread };
}

describe('times of text that are written in another way than in the rows that are looked at first', () => {
  it('are read', async () => {
    const { calls, unread } = await countedWith('read_late', [
      '26/11/2026 11:00:00',
      '11/12/2026 11:00:00',
      '26-Nov-2026 12:00:00',
      'yesterday',
    ]);
    // The 11th of December is a day that the day of the other tells.
    expect(calls).toBe(MANY + 2);
    expect(unread).toMatchObject({
      rows: 1,
      reasons: [{ reason: 'a time that cannot be read', example: 'read_late.start_time = "yesterday"' }],
    });
  });

  it('are counted as unreadable, with the reason, where nothing tells the order of day and month; the others are read', async () => {
    const { calls, unread } = await countedWith('told_late', ['05/06/2026 11:00:00']);
    expect(calls).toBe(MANY);
    expect(unread).toMatchObject({
      rows: 1,
      reasons: [
        {
          reason: 'a time that cannot be read, as nothing tells whether its day or its month is first',
          example: 'told_late.start_time = "05/06/2026 11:00:00"',
        },
      ],
    });
  });
});
