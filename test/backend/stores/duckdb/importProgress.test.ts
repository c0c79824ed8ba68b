/** While files are being imported, nobody is given a part of the calls for all of them. */
import { appendFileSync } from 'node:fs';
import { openStore } from '../../../../src/backend/stores/open';
import { parseSettings } from '../../../../src/domain/settings';
import { failureOf, NO_ACCOUNT, OpenRecords, RecordsFolder, STORE_ENVIRONMENT } from '../../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const ROWS = 150_000;
const HEADER = 'start_time,sip_code,trunk\n';
const rows = (code: number) => `2026-11-23 08:00:00,${code},${'trunk'.repeat(10)}\n`.repeat(ROWS);

test('a question is answered with all calls, or told how far the import is', async () => {
  const path = folder.put({ 'calls.csv': HEADER + rows(200) });
  const environment = { ...STORE_ENVIRONMENT, recordsDir: folder.root, longestWaitMs: 1 };
  const store = await openStore(parseSettings({ version: 1, engine: 'files', path }).settings, NO_ACCOUNT, environment);
  const records = new OpenRecords(store);
  const untilAnswered = async (): Promise<Record<string, number>> => {
    for (;;) {
      const answer = await records.codes().catch((error: unknown) => error);
      if (!(answer instanceof Error)) {
        return answer as Record<string, number>;
      }
      expect(answer).toMatchObject({ kind: 'importing' });
    }
  };
  try {
    const { kind, message } = await failureOf(records.codes());
    expect(kind).toBe('importing');
    expect(message).toMatch(
      /^The files are being imported: \d{1,2}% of 11 MB(, about \d+ s left)?\. Queries are answered when that is done; run this one again then\.$/
    );
    expect(await untilAnswered()).toEqual({ 200: ROWS });
    appendFileSync(folder.at(`${path}/calls.csv`), rows(486));
    expect(await untilAnswered()).toEqual({ 200: ROWS, 486: ROWS });
  } finally {
    await store.close();
  }
}, 60_000);
