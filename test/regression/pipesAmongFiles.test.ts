import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, symlinkSync } from 'node:fs';
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const GOOD = 'start_time,sip_code\n2026-11-23 08:00:00,200\n2026-11-23 08:00:01,486\n';
const pipe = (name: string) => execFileSync('mkfifo', [folder.at(name)]);

test.each(['pipe.csv', 'pipe.csv.gz', 'pipe.ndjson', 'pipe.json', 'pipe.parquet', 'pipe.duckdb'])(
  'a named pipe %s is skipped and told, and the files beside it are read',
  async (name) => {
    const where = folder.put({ 'good.csv': GOOD });
    pipe(`${where}/${name}`);
    const extent = await (await folder.open({ path: where })).extent();
    expect(extent.calls).toBe(2);
    expect(extent.unread).toMatchObject({
      rows: 1,
      reasons: [{ rows: 1, example: expect.stringContaining(`${name}: not a regular file`) }],
    });
  },
  5_000
);

test('links to a pipe and to a folder, a socket: each is skipped and told', async () => {
  const where = folder.put({ 'good.csv': GOOD });
  pipe(`${where}/pipe`);
  symlinkSync(folder.at(`${where}/pipe`), folder.at(`${where}/link.csv`));
  mkdirSync(folder.at(`${where}/more`));
  symlinkSync(folder.at(`${where}/more`), folder.at(`${where}/folder.csv`));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(folder.at(`${where}/socket.csv`), resolve));
  try {
    const extent = await (await folder.open({ path: where })).extent();
    expect(extent).toMatchObject({ calls: 2, unread: { rows: 3 } });
  } finally {
    server.close();
  }
}, 5_000);

test('a pipe that is the one file named is refused with the repair, and other data sources answer', async () => {
  const where = folder.put({ 'good.csv': GOOD });
  for (let n = 0; n < 8; n++) {
    pipe(`${where}/pipe${n}.csv`);
    const failure = await failureOf((await folder.open({ path: `${where}/pipe${n}.csv` })).extent());
    expect(failure).toMatchObject({
      kind: 'settings',
      message: expect.stringMatching(/not a regular file .* Replace it with a file of records/),
    });
  }
  expect(await (await folder.open({ path: `${where}/good.csv` })).codes()).toEqual({ 200: 1, 486: 1 });
}, 5_000);
