import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remarkTexts, unreadText } from '../../../src/backend/queries/after/notices/notices';
import { showText } from '../../../src/domain/numberMask';
import { inDuckDb, writeParquet } from '../../support/duckdb';
import { failureOf, PATIENT, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
const outside = realpathSync(mkdtempSync(path.join(tmpdir(), 'outside-')));
afterAll(async () => {
  await folder.remove();
  rmSync(outside, { recursive: true, force: true });
});

const CSV = 'start_time,sip_code,trunk\n2026-11-23 08:00:00,200,t1\n';

beforeAll(() => writeFileSync(path.join(outside, 'secret.csv'), CSV));

async function refusal(where: string) {
  return failureOf((await folder.open({ path: where })).extent());
}

describe('what is outside the records folder is refused with the reason', () => {
  test.each(['..', '../', '../other', 'case1/../../other', 'a/..', '..\\other', '*/../../*.csv'])('%s', async (where) => {
    expect(await refusal(where)).toMatchObject({ kind: 'settings', message: expect.stringContaining('".."') });
  });

  test.each(['/etc/passwd', '/', '/etc/*.csv', '//etc'])('%s', async (where) => {
    expect(await refusal(where)).toMatchObject({ kind: 'settings', message: expect.stringContaining('leads outside the records folder') });
  });

  test('a folder whose name begins with that of the records folder', async () => {
    const neighbor = `${folder.root}-neighbor`;
    mkdirSync(neighbor);
    writeFileSync(path.join(neighbor, 'calls.csv'), CSV);
    try {
      expect(await refusal(`${neighbor}/calls.csv`)).toMatchObject({ kind: 'settings', message: expect.stringContaining('leads outside') });
    } finally {
      rmSync(neighbor, { recursive: true });
    }
  });

  test('links that lead out: a file, a folder, one inside the folder, one on the way', async () => {
    const where = folder.put({ 'calls.csv': CSV });
    const link = (target: string, name: string) => symlinkSync(target, folder.at(name));
    link(path.join(outside, 'secret.csv'), `${where}-file.csv`);
    link(outside, `${where}-folder`);
    for (const name of [`${where}-file.csv`, `${where}-folder`, `${where}-folder/secret.csv`, `${where}-folder/*.csv`]) {
      expect(await refusal(name)).toMatchObject({ kind: 'settings', message: expect.stringContaining('leads outside') });
    }
    link(path.join(outside, 'secret.csv'), `${where}/linked.csv`);
    expect(await refusal(`${where}/linked.csv`)).toMatchObject({ kind: 'settings', message: expect.stringContaining('linked.csv') });
  });

  test('a folder linked from inside is not entered', async () => {
    const where = folder.put({ 'calls.csv': CSV });
    symlinkSync(outside, folder.at(`${where}/more`));
    expect((await (await folder.open({ path: where })).extent()).calls).toBe(1);
  });

  test('a NUL character', async () => {
    expect(await refusal('calls.csv\0.txt')).toMatchObject({ kind: 'settings', message: expect.stringContaining('NUL') });
  });

  test.each(['https://example.org/calls.csv', 's3://bucket/calls.csv', 'file:///etc/passwd.csv', 'duckdb:x'])(
    '%s is not a place in it',
    async (where) => {
      expect((await refusal(where)).kind).toBe('settings');
    }
  );
});

describe('files beside the records are told with a reason and an example', () => {
  test('and take no row away', async () => {
    const where = folder.put({
      'acc.csv': 'method,time,sip_code,callid\nINVITE,2026-11-23 08:00:00,200,c\n',
      'acc_cdrs.csv': 'x',
      'notes.doc': 'x',
      'more.doc': 'x',
      '.acc.csv.part': 'x',
    });
    const records = await folder.open({ path: where, layout: 'kamailio' });
    const { unread } = await records.extent();
    expect(unread.rows).toBe(0);
    expect(unread.reasons).toEqual([
      { reason: '1 file is not read: its name begins with a dot', rows: 0, example: `${where}/.acc.csv.part` },
      { reason: '1 file is not read: its name matches no table of the layout', rows: 0, example: `${where}/acc_cdrs.csv` },
      { reason: '2 files are not read: their endings are not those of files of call records', rows: 0, example: `${where}/more.doc` },
    ]);
    expect(remarkTexts(unread, showText('none'))[0]).toBe(
      `1 file is not read: its name begins with a dot, for example ${where}/.acc.csv.part.`
    );
    expect(unreadText(unread, showText('none'))).toBeNull();
  });
});

describe('places in the records folder', () => {
  test('a missing one, an empty folder, a file of another kind, each with the repair', async () => {
    expect(await refusal('nowhere')).toMatchObject({ kind: 'settings', message: expect.stringContaining('"nowhere" does not exist') });
    expect(await refusal(folder.put({}))).toMatchObject({ kind: 'settings', message: expect.stringContaining('.csv, .tsv') });
    expect(await refusal(`${folder.put({ 'notes.doc': 'x' })}/notes.doc`)).toMatchObject({
      kind: 'settings',
      message: expect.stringContaining('must end in .csv'),
    });
    expect((await failureOf((await folder.openIn(path.join(folder.root, 'gone'), {})).extent())).message).toContain('records_dir');
  });

  test('a file, a folder, one further down, an absolute path, a glob', async () => {
    const where = folder.put({ 'a.csv': CSV, 'b.csv': CSV, 'deep/er/c.csv': CSV, '.hidden.csv': CSV });
    for (const [wanted, calls] of [
      [`${where}/a.csv`, 1],
      [`./${where}//a.csv`, 1],
      [where, 3],
      [`${where}/`, 3],
      [folder.at(where), 3],
      [`${where}/*.csv`, 2],
      [`${where}/**/*.csv`, 3],
      [`${where}/{a,c}.csv`, 1],
      [`${folder.at(where)}/[ab].csv`, 2],
      [`${where}/d*/er/?.csv`, 1],
    ] as const) {
      expect([wanted, (await (await folder.open({ path: wanted })).extent()).calls]).toEqual([wanted, calls]);
    }
    expect((await refusal(`${where}/x*.csv`)).message).toContain('Files must match the glob');
  });

  test('a records folder that is itself a link', async () => {
    const where = folder.put({ 'calls.csv': CSV });
    symlinkSync(folder.at(where), `${outside}/records`);
    expect((await (await folder.openIn(`${outside}/records`, {})).extent()).calls).toBe(1);
  });

  test.each([
    "it's.csv",
    'a "quoted" one.csv',
    'semi;colon--.csv',
    'ä 日本.csv',
    'calls (1).csv',
    '{a,b}.csv',
    '$HOME.csv',
    '!important.csv',
    'a\\b.csv',
    '%41.csv',
    '+(x).csv',
    'CALLS.CSV',
  ])('a file called %s, in its folder and by its name', async (name) => {
    const where = folder.put({ [name]: CSV });
    expect((await (await folder.open({ path: where })).extent()).calls).toBe(1);
    expect((await (await folder.open({ path: `${where}/${name}` })).extent()).calls).toBe(1);
  });

  describe('names that the engine would read as patterns', () => {
    const OTHER = CSV.replace('200', '486');

    test.each(['calls[1].csv', 'calls*.csv', 'calls?.csv', 'calls{1,2}.csv', 'c[!x]lls1.csv', '[[]calls.csv', 'a].csv', 'calls**.csv'])(
      '%s is read in its folder and by its name, alone and with others',
      async (name) => {
        const where = folder.put({ [name]: CSV, 'calls1.csv': OTHER });
        expect(await (await folder.open({ path: where })).codes()).toEqual({ 200: 1, 486: 1 });
        expect(await (await folder.open({ path: `${where}/${name}` })).codes()).toEqual({ 200: 1 });
      }
    );

    test('a folder of such a name, a glob within it, and a glob that is not one', async () => {
      const where = folder.put({ 'day[1]/a[1].csv': CSV, 'day1/a1.csv': OTHER });
      for (const wanted of ['day[1]', 'day[1]/*.csv', 'day[1]/a[1].csv', 'day[[]1]/a*.csv']) {
        expect([wanted, await (await folder.open({ path: `${where}/${wanted}` })).codes()]).toEqual([wanted, { 200: 1 }]);
      }
      expect(await (await folder.open({ path: `${where}/day[12]/*.csv` })).codes()).toEqual({ 486: 1 });
      expect(await (await folder.open({ path: where })).codes()).toEqual({ 200: 1, 486: 1 });
    });

    test('JSON, packed files, documents, and Parquet that is imported or asked in place', async () => {
      const line = (code: number) => JSON.stringify({ start_time: '2026-11-23 08:00:00', sip_code: code });
      const where = folder.put({
        'x[1].ndjson': line(200),
        'x1.ndjson': line(486),
        'y[1].json': `[${line(487)}]`,
        'z*.csv.gz': CSV.replace('200', '480'),
      });
      await inDuckDb(
        `copy (select '2026-11-23 08:00:00' as start_time, 603 as sip_code) to '${folder.at(where)}/w[1].csv.zst' (format csv, header true, compression zstd)`
      );
      expect(await (await folder.open({ path: where })).codes()).toEqual({ 200: 1, 486: 1, 487: 1, 480: 1, 603: 1 });
      expect(await (await folder.open({ path: `${where}/x[1].ndjson` })).codes()).toEqual({ 200: 1 });
      const variables = (cause: string) =>
        JSON.stringify({ variables: { start_epoch: '1763884800', uuid: cause, hangup_cause: cause, billsec: '0' } });
      const documents = folder.put({ 'a[1].cdr.json': variables('USER_BUSY'), 'a1.cdr.json': variables('NO_ANSWER') });
      expect(await (await folder.open({ path: documents, layout: 'freeswitch' })).codes()).toEqual({ USER_BUSY: 1, NO_ANSWER: 1 });
    });

    test('Parquet that is asked in place, or imported beside CSV', async () => {
      const where = folder.put({});
      const parquet = (name: string, code: number) =>
        writeParquet(folder.at(`${where}/${name}`), `select timestamp '2026-11-23 08:00:00' as start_time, ${code} as sip_code`);
      await parquet('p[1].parquet', 200);
      await parquet('p1.parquet', 486);
      const alone = await folder.open({ path: `${where}/p[1].parquet` });
      expect((await alone.store.ask({ kind: 'columns' }, PATIENT)).columns.map(({ name }) => name)).toEqual(['start_time', 'sip_code']);
      expect(await alone.codes()).toEqual({ 200: 1 });
      expect(await (await folder.open({ path: where })).codes()).toEqual({ 200: 1, 486: 1 });
      writeFileSync(folder.at(`${where}/p[2].csv`), CSV.replace('200', '603'));
      expect(await (await folder.open({ path: where })).codes()).toEqual({ 200: 1, 486: 1, 603: 1 });
    });

    test('one with a backslash besides is left out and told', async () => {
      const where = folder.put({ 'a\\[1].csv': CSV, 'b.csv': CSV });
      const records = await folder.open({ path: where });
      expect(await records.codes()).toEqual({ 200: 1 });
      expect((await records.extent()).unread).toMatchObject({ rows: 1, reasons: [{ example: expect.stringContaining('Rename it') }] });
      expect(await refusal(`${where}/a\\[1].csv`)).toMatchObject({ kind: 'settings', message: expect.stringContaining('Rename it') });
    });
  });
});

describe('values and names that attack', () => {
  const ATTACKS = [
    "'; drop table calls; --",
    '" or 1=1 --',
    "t1' or '1'='1",
    '\\',
    '%',
    '_',
    '*',
    '$1',
    '?',
    ':x',
    '\u0000',
    't1\u0000',
    '💥',
    '\u202e',
    'é',
    '{{x}}',
    '${jndi}',
    "$$'$$",
    'true',
  ];

  test('filters take them as they are', async () => {
    const quoted = ATTACKS.filter((value) => !value.includes('\0')).map((value) =>
      JSON.stringify({ start_time: '2026-11-23 08:00:00', sip_code: 200, trunk: value })
    );
    const records = await folder.open({
      path: folder.put({
        'calls.ndjson': [...quoted, JSON.stringify({ start_time: '2026-11-23 08:00:00', sip_code: 486, trunk: 't1' })].join('\n'),
      }),
    });
    for (const value of ATTACKS) {
      const there = value.includes('\0') ? 0 : 1;
      const includes = await records.codes({ filters: [{ dimension: 'trunk', includes: true, values: [value] }] });
      expect([value, includes]).toEqual([value, there === 1 ? { 200: 1 } : {}]);
      const excludes = await records.codes({ filters: [{ dimension: 'trunk', includes: false, values: [value, 't1'] }] });
      expect([value, excludes]).toEqual([value, { 200: quoted.length - there }]);
    }
    expect((await records.extent()).calls).toBe(quoted.length + 1);
  });

  test('columns and dimensions of the settings take them as they are', async () => {
    const names = ATTACKS.filter((name) => !name.includes('\0'));
    const header = ['start_time', 'sip_code', ...names].map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const where = folder.put({ 'calls.csv': `${header}\n2026-11-23 08:00:00,200,${names.map((_, index) => `v${index}`).join(',')}\n` });
    const records = await folder.open({
      path: where,
      dimensions: names.map((column, index) => ({ name: `${column}'"; #${index}`, column })),
    });
    for (const [index, name] of names.entries()) {
      expect(await records.values(`${name}'"; #${index}`)).toEqual({ [`v${index}`]: 1 });
    }
  });

  test('prefixes and own domains take them as they are', async () => {
    const where = folder.put({ 'calls.csv': 'start_time,sip_code,from,to\n2026-11-23 08:00:00,200,sip:a@x,sip:b@y\n' });
    const records = await folder.open({
      path: where,
      dimensions: [{ name: 'd', derive: 'direction', from: 'from', to: 'to', own: ["'); drop table calls; --", 'x'] }],
    });
    expect(await records.values('d')).toEqual({ outbound: 1 });
  });

  test('an unknown dimension is refused with those that there are', async () => {
    const records = await folder.open({ path: folder.put({ 'calls.csv': CSV }) });
    const failure = await failureOf(records.codes({ filters: [{ dimension: 'trunk" or 1=1 --', includes: true, values: ['x'] }] }));
    expect(failure).toMatchObject({ kind: 'query', message: expect.stringContaining('Available: trunk') });
  });
});
