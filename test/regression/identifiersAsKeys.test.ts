import { openDuckDbStore } from '../../src/backend/stores/duckdb/duckDbStore';
import { type FilesSettings, parseSettings } from '../../src/domain/settings';
import { OpenRecords, RecordsFolder, STORE_ENVIRONMENT } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** A record with a field that no other record has: an identifier stands where a name belongs. */
const record = (index: number, more: object = {}) =>
  JSON.stringify({
    start_time: '2026-11-23 08:00:00',
    sip_code: 200,
    [`aaa-${index}`]: 'x',
    ...more,
    trunk: `t${index % 2}`,
    zone: 'north',
  });

test('fields that one record has each neither crowd out those of all records nor become dimensions', async () => {
  const lines = Array.from({ length: 3_000 }, (_, index) => record(index));
  const records = await folder.open({ path: folder.put({ 'calls.ndjson': `${lines.join('\n')}\n` }) });
  expect(await records.extent()).toMatchObject({ calls: 3_000, dimensions: ['trunk', 'zone'], unread: { rows: 0 } });
  expect(await records.values('trunk')).toEqual({ t0: 1_500, t1: 1_500 });
  expect(await records.values('zone')).toEqual({ north: 3_000 });
});

test('where there are few records, as many of their fields as are looked at are dimensions', async () => {
  const lines = Array.from({ length: 600 }, (_, index) => record(index));
  const records = await folder.open({ path: folder.put({ 'calls.ndjson': `${lines.join('\n')}\n` }) });
  const { dimensions } = await records.extent();
  expect(dimensions).toHaveLength(498);
  expect(dimensions).toEqual(expect.arrayContaining(['trunk', 'zone']));
});

test.each([
  ['as a whole', 1_000_000],
  ['in pieces', 300_000],
])(
  'read %s, a field that the first records of a file hardly have is not lost among those of one record each',
  async (_way, largestPiece) => {
    const lines = [
      ...Array.from({ length: 4_000 }, (_, index) => record(index, index === 10 ? { carrier: 'c1' } : {})),
      ...Array.from({ length: 4_000 }, (_, index) => record(4_000 + index, { carrier: 'c1' })),
    ];
    const { settings, rules } = parseSettings({
      version: 1,
      engine: 'files',
      path: folder.put({ 'calls.ndjson': `${lines.join('\n')}\n` }),
    });
    const sizes = { smallestFile: 1, largestPiece, leastSaved: 8_000_000 };
    const environment = { ...STORE_ENVIRONMENT, recordsDir: folder.root };
    const store = openDuckDbStore(settings as FilesSettings, environment, Infinity, sizes);
    const records = new OpenRecords(store, rules);
    expect(await records.values('carrier')).toEqual({ c1: 4_001, '': 3_999 });
    expect((await records.extent()).dimensions).toEqual(['carrier', 'trunk', 'zone']);
    await store.close();
  }
);
