/**
 * Of legs without a number, everything that they hold says which comes first, timings included. PostgreSQL took a timing that the table
 * does not have for a text, and refused every query of such tables.
 */
import { openStore } from '../../src/backend/stores/open';
import { parseSettings } from '../../src/domain/settings';
import { ENGINES } from '../engines/engines';
import { PATIENT } from '../support/records';

test.each([...ENGINES.postgres, ...ENGINES.mysql, ...ENGINES.clickhouse])('$name merges legs without timings', async (engine) => {
  const text = (name: string) => ({ name, type: 'text' as const });
  const {
    jsonData,
    url = '',
    user = '',
    database = '',
    secureJsonData = {},
  } = await engine.load(
    {
      name: 'legs',
      tables: [
        {
          name: 'cdr',
          columns: [text('uuid'), text('originating_leg_uuid'), { name: 'start_stamp', type: 'clock' }, text('hangup_cause')],
          rows: [
            ['a', null, '2026-11-23 08:00:00', 'USER_BUSY'],
            ['b', 'a', '2026-11-23 08:00:00', 'NO_ANSWER'],
          ],
        },
      ],
      jsonData: { version: 1, layout: 'freeswitch', timeZone: 'UTC' },
      range: { from: 0, to: 0 },
    },
    ''
  );
  const limits = { memoryLimitMb: 512, threads: 2, longestQueryMs: 60_000, recordsDir: '' };
  const store = await openStore(parseSettings(jsonData).settings, { url, user, database, secureJsonData }, limits);
  try {
    const { calls, word, words } = await store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, PATIENT);
    expect([...calls].map((count, row) => [words[word[row] ?? -1], count])).toEqual([['USER_BUSY', 1]]);
  } finally {
    await store.close();
  }
});
