/** Questions about rows that are answered by two statements tell of both. */
import type { StoreQuestion } from '../../../src/backend/stores/store';
import { openStore } from '../../../src/backend/stores/open';
import { parseSettings } from '../../../src/domain/settings';
import { NO_ACCOUNT, PATIENT, RecordsFolder, STORE_ENVIRONMENT } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const RANGE = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };

test.each<StoreQuestion>([
  { kind: 'newest', before: RANGE.to, spanMs: 3_600_000, rows: 10 },
  { kind: 'rows', range: RANGE },
])('$kind', async (question) => {
  const path = folder.put({ 'calls.csv': 'start_time,sip_code,call_id\n2026-11-23T08:00:10Z,200,a\n2026-11-23T08:10:00Z,486,b\n' });
  const { settings } = parseSettings({ engine: 'files', path });
  const store = await openStore(settings, NO_ACCOUNT, { ...STORE_ENVIRONMENT, recordsDir: folder.root });
  const { statement, statements = [] } = await store.ask(question, PATIENT);
  expect(statements.map((one) => one.statement)).toEqual([expect.stringMatching(/^select/), expect.stringMatching(/^select/)]);
  expect(statement).toBe(statements.map((one) => one.statement).join(';\n\n'));
  await store.close();
});
