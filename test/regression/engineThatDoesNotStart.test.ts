/** While the temporary folder was full, each query left a folder there, and an engine with its memory in the process. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { DuckDbEngine } from '../../src/backend/stores/duckdb/engine';
import { failureOf, RecordsFolder, STORE_ENVIRONMENT } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

const workFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`callresult-${process.pid}-`));

/** Each engine of these tests, and whether it was closed. */
function watchEngines(): { closed: number; opened: number } {
  const engines = { opened: 0, closed: 0 };
  const create = DuckDBInstance.create.bind(DuckDBInstance);
  jest.spyOn(DuckDBInstance, 'create').mockImplementation(async (...options) => {
    const instance = await create(...options);
    engines.opened++;
    const close = instance.closeSync.bind(instance);
    jest.spyOn(instance, 'closeSync').mockImplementation(() => {
      engines.closed++;
      close();
    });
    return instance;
  });
  return engines;
}

it('leaves nothing of an engine that refuses how it is set up', async () => {
  const [engines, before] = [watchEngines(), workFolders()];
  await failureOf(DuckDbEngine.start({ ...STORE_ENVIRONMENT, recordsDir: folder.root, tempLimitMb: Number.NaN }));
  expect(engines).toEqual({ opened: 1, closed: 1 });
  expect(workFolders()).toEqual(before);
});

it('leaves nothing where the folder of records is gone', async () => {
  const [engines, before] = [watchEngines(), workFolders()];
  await expect(DuckDbEngine.start({ ...STORE_ENVIRONMENT, recordsDir: `${folder.root}/gone` })).rejects.toThrow('ENOENT');
  expect(engines.closed).toBe(engines.opened);
  expect(workFolders()).toEqual(before);
});
