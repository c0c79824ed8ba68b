import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { openStore } from '../../src/backend/stores/open';
import { parseSettings } from '../../src/domain/settings';
import { inDuckDb } from '../support/duckdb';
import { failureOf, NO_ACCOUNT, OpenRecords, RecordsFolder, untilLookedAgain } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** Of texts that cannot be packed: 64 MB. */
const ROWS = 1_000_000;

it('a database file with more rows than there is room for is an error with the repair, and other data sources answer', async () => {
  const large = folder.put({});
  await inDuckDb(
    `attach '${folder.at(`${large}/calls.duckdb`)}' as made`,
    `create table made.calls as select timestamp '2026-11-23' + interval (n) second as start_time, 200 as sip_code, md5(n::varchar) || md5((-n)::varchar) as trunk from range(${ROWS}) t(n)`,
    'detach made'
  );
  const open = async (path: string) => {
    const { settings } = parseSettings({ version: 1, engine: 'files', path });
    const environment = { recordsDir: folder.root, memoryLimitMb: 64, tempLimitMb: 5, threads: 1, longestQueryMs: 60_000 };
    return new OpenRecords(await openStore(settings, NO_ACCOUNT, environment));
  };
  const small = await open(folder.put({ 'calls.csv': 'start_time,sip_code\n2026-11-23 08:00:00,486\n' }));
  const records = await open(large);
  expect(await failureOf(records.codes())).toMatchObject({
    kind: 'store',
    message: expect.stringMatching(
      /calls\.duckdb: This needs more temporary disk space .* raise temp_limit_mb of the plugin in grafana\.ini/
    ),
  });
  expect(await small.codes()).toEqual({ 486: 1 });
  await Promise.all([records.store.close(), small.store.close()]);
}, 60_000);

it('what was refused while the disk was nearly full is read once there is room again', async () => {
  const bsize = 4_096;
  const statfs = jest.spyOn(fs, 'statfs').mockImplementation(() => Promise.resolve({ bsize, bavail: 5_000_000 / bsize } as never));
  // 13 MB of trunks that cannot be packed.
  const lines = Array.from({ length: 100_000 }, () => `2026-11-23 08:00:00,486,${randomBytes(96).toString('base64')}\n`);
  const { settings } = parseSettings({
    version: 1,
    engine: 'files',
    path: folder.put({ 'calls.csv': `start_time,sip_code,trunk\n${lines.join('')}` }),
  });
  const environment = { recordsDir: folder.root, memoryLimitMb: 65, threads: 1, longestQueryMs: 60_000 };
  const records = new OpenRecords(await openStore(settings, NO_ACCOUNT, environment));
  expect(await failureOf(records.codes())).toMatchObject({
    kind: 'store',
    message: expect.stringContaining('Free some space in the temporary folder'),
  });
  statfs.mockRestore();
  await untilLookedAgain();
  expect(await records.codes()).toEqual({ 486: lines.length });
  await records.store.close();
}, 60_000);
