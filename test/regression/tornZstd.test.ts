/** Of a .zst file that was cut off, what came before the cut was counted, and nothing said that the rest is missing. */
import { readFileSync } from 'node:fs';
import { inDuckDb } from '../support/duckdb';
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** Rows of text that does not pack well, so that there are several blocks. */
async function packed(rows: number): Promise<Buffer> {
  const where = folder.put({});
  const select = `select timestamp '2026-11-23 08:00:00' + to_seconds(range) as start_time, 200 as sip_code, md5(range::varchar) as trunk from range(${rows})`;
  await inDuckDb(`copy (${select}) to '${folder.at(where)}/a.csv.zst' (format csv, header true, compression zstd)`);
  return readFileSync(folder.at(`${where}/a.csv.zst`));
}

const open = (bytes: Buffer, beside: Record<string, string> = {}) => folder.open({ path: folder.put({ 'a.csv.zst': bytes, ...beside }) });

test.each([1, 20_000])(
  'a file of %i rows, cut off anywhere',
  async (rows) => {
    const bytes = await packed(rows);
    expect((await (await open(bytes)).extent()).calls).toBe(rows);
    for (const part of [0.02, 0.3, 0.7, 0.999]) {
      const failure = await failureOf((await open(bytes.subarray(0, Math.ceil(bytes.length * part) - 1 || 1))).extent());
      expect(failure.message).toContain('a.csv.zst: the zstd file is incomplete or damaged. Copy it again');
    }
  },
  30_000
);

test('it is one unreadable row beside another file', async () => {
  const bytes = await packed(1);
  const extent = await (await open(bytes.subarray(0, 20), { 'b.csv': 'start_time,sip_code\n2026-11-23 08:00:00,486\n' })).extent();
  expect(extent).toMatchObject({ calls: 1, unread: { rows: 1, reasons: [{ reason: 'file that cannot be read' }] } });
});

test('several frames, and frames that are passed over, are read', async () => {
  const bytes = await packed(3);
  const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
  const extent = await (await open(Buffer.concat([bytes, skipped, bytes]))).extent();
  expect(extent).toMatchObject({ calls: 6, unread: { rows: 1 } });
});
