import { promises as fs } from 'node:fs';
import { failureOf, RecordsFolder } from '../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

const GOOD = 'start_time,sip_code\n2026-11-23 08:00:00,200\n';
const OTHER = GOOD.replace('08:00', '09:00');

/** Of this folder alone; the superuser, who runs some of these tests, may read every folder. */
function forbid(name: string): void {
  const readdir = fs.readdir.bind(fs);
  jest
    .spyOn(fs, 'readdir')
    .mockImplementation(((where: string, options: never) =>
      where === folder.at(name)
        ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
        : readdir(where, options)) as never);
}

it('a folder below that cannot be read is skipped and told, and the others are read', async () => {
  const where = folder.put({ 'good.csv': GOOD, 'secret/calls.csv': GOOD, 'open/calls.csv': OTHER });
  forbid(`${where}/secret`);
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 2 });
  expect((await records.extent()).unread).toMatchObject({
    rows: 1,
    reasons: [
      {
        reason: 'a skipped folder',
        rows: 1,
        example: expect.stringContaining(`${where}/secret: a folder that Grafana's user cannot read`),
      },
    ],
  });
});

it('the folder that is named is refused', async () => {
  const where = folder.put({ 'good.csv': GOOD });
  forbid(where);
  expect(await failureOf((await folder.open({ path: where })).codes())).toMatchObject({
    kind: 'settings',
    message: expect.stringContaining("cannot be read by Grafana's user"),
  });
});

it('what is too deep is skipped and told, and the rest is read', async () => {
  const deep = 'a/b/c/d/e/f/g/h';
  const where = folder.put({ 'good.csv': GOOD, [`${deep}/calls.csv`]: OTHER, [`${deep}/i/calls.csv`]: OTHER });
  const records = await folder.open({ path: where });
  expect(await records.codes()).toEqual({ 200: 2 });
  expect((await records.extent()).unread).toMatchObject({
    rows: 1,
    reasons: [{ reason: 'a skipped folder', rows: 1, example: expect.stringContaining(`${where}/${deep}/i: more than 8 folders deep`) }],
  });
});
