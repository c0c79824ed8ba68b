/** Of a file that has grown, what is kept is counted again only where rows came. */
import { appendFileSync } from 'node:fs';
import type { FilesSettings } from '../../../../src/domain/settings';
import { parseSettings } from '../../../../src/domain/settings';
import { KeptParts } from '../../../../src/backend/stores/decorators/cache/keptParts';
import { withCache } from '../../../../src/backend/stores/decorators/withCache';
import { openDuckDbStore } from '../../../../src/backend/stores/duckdb/duckDbStore';
import type { CountsQuestion, TimeRange } from '../../../../src/backend/stores/question';
import type { Store, StoreQuestion } from '../../../../src/backend/stores/store';
import { PATIENT, RecordsFolder, STORE_ENVIRONMENT } from '../../../support/records';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const START = Date.parse('2026-11-20T00:00:00Z');
const QUESTION: CountsQuestion = { kind: 'counts', range: { from: START, to: START + 5 * DAY }, filters: [], grid: null, split: null };

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** Reads on what even small files have grown by. */
function open(settings: Readonly<Record<string, unknown>>): Store {
  const parsed = parseSettings({ version: 1, engine: 'files', timeZone: 'UTC', ...settings });
  const sizes = { smallestFile: 1, largestPiece: 100_000, leastSaved: 8_000_000 };
  return openDuckDbStore(parsed.settings as FilesSettings, { ...STORE_ENVIRONMENT, recordsDir: folder.root }, Infinity, sizes);
}

const timeText = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');

/** The ranges that the store is asked for, and the same store with what it keeps. */
function keeping(store: Store): { asked: TimeRange[]; kept: Store } {
  const asked: TimeRange[] = [];
  const noted: Store = {
    ask: (question, signal) => {
      const { kind, range = null } = question as Extract<StoreQuestion, { range?: TimeRange | null }>;
      if (kind === 'counts' && range !== null) {
        asked.push(range);
      }
      return store.ask(question, signal);
    },
    version: (signal) => store.version?.(signal) ?? Promise.resolve(null),
    changes: (from, to, signal) => store.changes?.(from, to, signal) ?? Promise.resolve(null),
    close: () => Promise.resolve(),
  };
  const memory = new KeptParts(1_000_000, { cacheRead: () => {}, cacheHolds: () => {} });
  return { asked, kept: withCache(noted, { memory, closesAfterMs: 5 * MINUTE, now: () => START + 5 * DAY }) };
}

async function calls(store: Store): Promise<number> {
  const answer = await store.ask(QUESTION, PATIENT);
  return answer.calls.reduce((sum, count) => sum + count, 0);
}

const hours = Array.from({ length: 4 * 24 }, (_, hour) => START + hour * HOUR);
const REACH = DAY;

test.each([
  {
    layout: 'calls',
    name: 'calls.csv',
    header: 'start_time,sip_code,trunk',
    line: (time: number, id: number) => `${timeText(time)},200,t${id}`,
    from: START + 4 * DAY,
  },
  {
    layout: 'kamailio',
    name: 'acc.csv',
    header: 'id,method,from_tag,to_tag,callid,sip_code,sip_reason,time',
    line: (time: number, id: number) => `${id},INVITE,f,t,c${id},200,OK,${timeText(time)}`,
    from: START + 4 * DAY - REACH,
  },
])('$layout: earlier days stay', async ({ layout, name, header, line, from }) => {
  const where = folder.put({ [name]: [header, ...hours.map(line), ''].join('\n') });
  const store = open({ path: where, layout });
  const { asked, kept } = keeping(store);
  await calls(kept);
  expect(await calls(kept)).toBe(hours.length);
  asked.length = 0;
  expect(await calls(kept)).toBe(hours.length);
  expect(asked).toEqual([]);
  appendFileSync(folder.at(`${where}/${name}`), `${line(START + 4 * DAY + HOUR, 500)}\n`);
  expect(await calls(kept)).toBe(hours.length + 1);
  expect(asked).not.toEqual([]);
  expect(Math.min(...asked.map((range) => range.from))).toBe(from);
  // A row of long ago.
  asked.length = 0;
  appendFileSync(folder.at(`${where}/${name}`), `${line(START + 30 * MINUTE, 501)}\n`);
  expect(await calls(kept)).toBe(hours.length + 2);
  expect(Math.min(...asked.map((range) => range.from))).toBe(START);
  expect(Math.max(...asked.map((range) => range.to))).toBeLessThanOrEqual(START + DAY + REACH);
  await store.close();
});
