import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { failureOf, PATIENT, RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEADER = 'start_time,sip_code,trunk';
const at = (minute: number) => `2026-11-26 13:${String(minute).padStart(2, '0')}:00`;
const CSV = `${HEADER}\n${at(0)},200,Müller €\n${at(1)},486,b\n${at(2)},487,b\n`;

async function read(content: string | Buffer, name = 'c.csv', settings = {}) {
  const records = await folder.open({ path: folder.put({ [name]: content }), ...settings });
  const { unread } = await records.extent();
  return {
    codes: await records.codes(),
    unread: unread.rows,
    reasons: unread.reasons,
    trunks: settings === undefined ? {} : await records.values('trunk'),
  };
}
const ALL = { codes: { 200: 1, 486: 1, 487: 1 }, unread: 0, trunks: { 'Müller €': 1, b: 2 } };

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
const windows1252 = (text: string) => Buffer.from([...text].map((character) => (character === '€' ? 0x80 : character.charCodeAt(0))));

describe('text in other encodings', () => {
  test.each([
    ['UTF-16, little end first, with a byte order mark', Buffer.from(`\uFEFF${CSV}`, 'utf16le')],
    ['UTF-16, big end first, with a byte order mark', bigEndian(`\uFEFF${CSV}`)],
    ['UTF-16 without a mark', Buffer.from(CSV, 'utf16le')],
  ])('%s', async (_, content) => {
    expect(await read(content)).toMatchObject({ ...ALL, reasons: [] });
    expect(await read(gzipSync(content), 'c.csv.gz')).toMatchObject({ ...ALL, reasons: [] });
  });

  test('lines that are not UTF-8 are read as Windows-1252 and told, lines beside them as UTF-8', async () => {
    expect(await read(windows1252(CSV))).toMatchObject({ ...ALL, reasons: [{ rows: 0, example: expect.stringContaining('Müller €') }] });
    const mixed = Buffer.concat([Buffer.from(`${HEADER}\n${at(0)},200,Ünal\n`), windows1252(`${at(1)},486,Müller €\n`)]);
    expect(await read(mixed)).toMatchObject({ codes: { 200: 1, 486: 1 }, unread: 0, trunks: { Ünal: 1, 'Müller €': 1 } });
    const json = windows1252(`{"start_time":"${at(0)}","sip_code":200,"trunk":"Müller €"}\n`);
    expect(await read(json, 'c.ndjson')).toMatchObject({ codes: { 200: 1 }, unread: 0, trunks: { 'Müller €': 1 } });
  });
});

describe('an encoding of the settings', () => {
  test.each([
    ['windows-1251', 'Москва'],
    ['Shift_JIS', '東京'],
    ['cp850', 'Müller'],
    ['gb18030', '北京'],
    ['UTF-8', 'Ünal €'],
  ])('%s', async (encoding, trunk) => {
    const content = iconv.encode(CSV.replace('Müller €', trunk), encoding);
    expect(await read(content, 'c.csv', { encoding })).toMatchObject({
      codes: ALL.codes,
      unread: 0,
      reasons: [],
      trunks: { [trunk]: 1, b: 2 },
    });
    expect(await read(gzipSync(content), 'c.csv.gz', { encoding })).toMatchObject({ trunks: { [trunk]: 1, b: 2 } });
  });

  test('gives way to a byte order mark', async () => {
    expect(await read(`\uFEFF${CSV}`, 'c.csv', { encoding: 'shift_jis' })).toMatchObject(ALL);
    expect(await read(Buffer.from(`\uFEFF${CSV}`, 'utf16le'), 'c.csv', { encoding: 'shift_jis' })).toMatchObject(ALL);
  });

  test.each(['klingon', 'base64', 'hex'])('%s is unknown', async (encoding) => {
    await expect(read(CSV, 'c.csv', { encoding })).rejects.toThrow(
      `encoding: "${encoding}" is unknown. Usual ones: utf-8, utf-16le, windows-1250`
    );
  });
});

describe('blocks of NUL bytes', () => {
  test('cost what they overwrote, and are counted once each', async () => {
    const [header = '', one = '', two = '', three = ''] = CSV.split('\n');
    const nul = '\0'.repeat(5_000);
    expect(await read([header, one, `${nul}${two}`, three, ''].join('\n'))).toMatchObject({ ...ALL, unread: 1 });
    expect(await read([header, one, `${at(9)},5${nul}${two}`, three, ''].join('\n'))).toMatchObject({ ...ALL, unread: 2 });
  });
});

describe('lines before the records', () => {
  test.each([';', '\t', '^'])("Excel's hint sep=%s", async (delimiter) => {
    for (const hint of [`sep=${delimiter}`, `"sep=${delimiter}"`, `\uFEFFSEP=${delimiter}`]) {
      const content = `${hint}\r\n\r\n${CSV.replaceAll(',', delimiter).replaceAll('\n', '\r\n')}`;
      expect(await read(content)).toMatchObject({ ...ALL, reasons: [] });
    }
  });

  test('a line of types below the names is neither a call nor unreadable', async () => {
    const [header = '', ...rows] = CSV.split('\n');
    expect(await read([header, 'INTEGER,INTEGER,VARCHAR(50)', ...rows].join('\n'))).toMatchObject({ ...ALL, reasons: [] });
    expect(await read([header, '"INTEGER","INTEGER","VARCHAR(50)"', `${at(3)},200,"tor`, ...rows].join('\n'))).toMatchObject({
      ...ALL,
      unread: 1,
    });
  });
});

describe('a header inside a file', () => {
  test('starts new columns: swapped, more, fewer, and the first ones again', async () => {
    const content = [
      'start_time,sip_code,duration_ms',
      `${at(0)},200,486`,
      'start_time,duration_ms,sip_code',
      `${at(1)},200,486`,
      'trunk,start_time,sip_code,from',
      `t1,${at(2)},503,"a ""quoted"", name"`,
      'sip_code,start_time',
      `487,${at(3)}`,
      'start_time,sip_code,duration_ms',
      `${at(4)},408,200`,
      '',
    ].join('\n');
    expect(await read(content)).toMatchObject({
      codes: { 200: 1, 486: 1, 503: 1, 487: 1, 408: 1 },
      unread: 0,
      trunks: { t1: 1, '': 4 },
    });
    expect(await read(content.replaceAll('"a ""quoted"", name"', 'a'))).toMatchObject({ unread: 0, trunks: { t1: 1, '': 4 } });
  });

  test('is told with its line', async () => {
    const { reasons } = await read(`${CSV}sip_code,start_time\n487,${at(3)}\n${HEADER}\n${at(5)},200,c\n`);
    expect(reasons).toEqual([
      {
        reason: 'the columns change inside a file; the lines from there on are read by the new ones',
        rows: 0,
        example: expect.stringMatching(/^case\d+\/c.csv, line 5: sip_code,start_time$/),
      },
    ]);
  });

  test('is seen where columns that nobody knows come in the place of times and codes', async () => {
    const content = [
      'start_time,sip_code,x,y,trunk',
      `${at(0)},200,1,2,b`,
      'node,cluster,zone,trunk,start_time',
      `n1,c1,z1,t1,${at(1)}`,
      '',
    ].join('\n');
    expect(await read(content)).toMatchObject({ codes: { 200: 1, none: 1 }, unread: 0, trunks: { b: 1, t1: 1 } });
  });

  test('that only repeats the first one is a row too many', async () => {
    expect(await read(`${CSV}${HEADER}\n${at(5)},200,c\n`)).toMatchObject({
      codes: { 200: 2, 486: 1, 487: 1 },
      unread: 1,
      reasons: [{ example: expect.stringContaining(`c.csv, line 5: ${HEADER}`) }],
    });
  });
});

test('quotes that MySQL escapes with backslashes', async () => {
  const content = `${HEADER}\n"${at(0)}","200","a \\"name\\", with a comma"\n"${at(1)}","486","b\\\\"\n`;
  expect(await read(content)).toMatchObject({ codes: { 200: 1, 486: 1 }, unread: 0, trunks: { 'a "name", with a comma': 1 } });
});

test('a backslash before a backslash is one, and no other backslash of a file is lost', async () => {
  const rows = (last: string) => `${HEADER}\n"${at(0)}","200","a \\"b\\" \\\\c"\n"${at(1)}","486",${last}\n`;
  const first = { [String.raw`a "b" \c`]: 1 };
  expect((await read(rows(String.raw`\N`))).trunks).toEqual({ ...first, '': 1 });
  expect((await read(rows(String.raw`"C:\x"`))).trunks).toEqual({ ...first, [String.raw`C:\x`]: 1 });
  expect((await read(rows(String.raw`"\N"`))).trunks).toEqual({ ...first, '': 1 });
  expect((await read(rows('"a ""b"""'))).trunks).toEqual({ ...first, 'a "b"': 1 });
});

describe('files without header are recognized by what their columns hold', () => {
  const row = (fields: readonly string[]) => `${fields.map((field) => `"${field}"`).join(',')}\n`;
  const rest = ['100', '101', 'ctx'];
  const times = [at(0), at(0), at(1)];
  const master = ['acc', ...rest, 'A <100>', 'c', 'd', 'Dial', 'x', ...times, '60', '55', 'ANSWERED', 'DOCUMENTATION', '', 'u1', '1'];
  const custom = ['A <100>', ...rest, 'c', 'd', 'Dial', 'x', ...times, '60', '55', 'ANSWERED', 'DOCUMENTATION', 'acc', 'u1', '', '1'];

  test('two orders of 19 columns', async () => {
    for (const fields of [master, custom]) {
      const records = await folder.open({ path: folder.put({ 'Master.csv': row(fields) }), layout: 'asterisk' });
      expect(await records.values('accountcode')).toEqual({ acc: 1 });
      expect(await records.codes()).toEqual({ ANSWERED: 1 });
    }
  });

  test('another order is refused with the repair', async () => {
    const other = [...times, ...custom.filter((field) => !times.includes(field))];
    const records = await folder.open({ path: folder.put({ 'Master.csv': row(other) }), layout: 'asterisk' });
    expect((await failureOf(records.codes())).message).toMatch(
      /their order, is not that of a known file.*Add a line with the column names/
    );
  });
});

describe('an order of columns that is not known is refused, even with the times in their places and as many columns', () => {
  const row = (fields: readonly string[]) => `${fields.map((field) => `"${field}"`).join(',')}\n`;
  const swapped = (fields: readonly string[], one: number, other: number) => {
    const copy = [...fields];
    [copy[one], copy[other]] = [fields[other] ?? '', fields[one] ?? ''];
    return copy;
  };
  const asterisk = ['A <100>', '100', '101', 'ctx', 'PJSIP/a-1', 'PJSIP/b-1', 'Dial', 'x', at(0), at(0), at(1), '60', '55', 'ANSWERED'];
  const custom = [...asterisk, 'DOCUMENTATION', 'acc', 'u1', '', '1'];
  const freeswitch = ['Ann', '100', '101', 'default', at(0), at(0), at(1), '60', '55', 'NORMAL_CLEARING', 'u1', 'u2', '', 'PCMU', 'PCMA'];
  const threecx = ['Call 1', 'c1', '00:01:00', ...[at(0), at(0), at(1)].map((time) => time.replaceAll('-', '/')), 'TerminatedByDst'];
  const all = [...threecx, ...Array.from({ length: 19 }, () => '')];

  test.each([
    ['asterisk', 'disposition and amaflags', custom, 13, 14],
    ['asterisk', 'duration and billsec', custom, 11, 12],
    ['asterisk', 'answer and end', custom, 9, 10],
    ['asterisk', 'clid and channel', custom, 0, 4],
    ['asterisk', 'sequence and uniqueid', custom, 16, 18],
    ['freeswitch', 'hangup_cause and uuid', freeswitch, 9, 10],
    ['freeswitch', 'billsec and hangup_cause', freeswitch, 8, 9],
    ['freeswitch', 'duration and billsec', freeswitch, 7, 8],
    ['threecx', 'duration and reason-terminated', all, 2, 6],
    ['threecx', 'time-answered and time-end', all, 4, 5],
  ])('%s: %s', async (layout, _, fields, one, other) => {
    const open = async (lines: readonly (readonly string[])[]) =>
      folder.open({ path: folder.put({ 'Master.csv': lines.map(row).join('') }), layout });
    expect(Object.values(await (await open([fields, fields])).codes())).toHaveLength(1);
    const { message } = await failureOf((await open([swapped(fields, one, other), swapped(fields, one, other)])).codes());
    expect(message).toMatch(/Add a line with the column names before it, or set header to false/);
  });

  test('unless most rows have the known one: a clock that was set back does not make another order', async () => {
    const records = await folder.open({
      path: folder.put({ 'Master.csv': row(swapped(custom, 9, 10)) + row(custom) + row(custom) }),
      layout: 'asterisk',
    });
    expect(await records.codes()).toEqual({ ANSWERED: 3 });
  });

  test('columns that FreeSWITCH was told to add at the end are columns by position', async () => {
    const records = await folder.open({
      path: folder.put({ 'Master.csv': row([...freeswitch, 'send_bye', 'inbound', 'gw1']) }),
      layout: 'freeswitch',
    });
    expect(await records.codes()).toEqual({ 200: 1 });
    const { columns } = await records.store.ask({ kind: 'columns' }, PATIENT);
    expect(columns.map(({ name }) => name).slice(-4)).toEqual(['write_codec', 'column_16', 'column_17', 'column_18']);
  });
});

test('a file without header may begin with a record that goes on over lines', async () => {
  const settings = { header: false, columns: { start_time: 2, sip_code: 3 }, dimensions: [{ name: 'trunk', column: 'column_1' }] };
  const rows = (first: string) => [`"${first}",${at(1)},200`, `plain,${at(2)},486`, `"${first}",${at(3)},404`].join('\n');
  for (const first of ['two\nlines', 'three\n\nlines', 'a "" and\na comma, too']) {
    const trunks = { [first.replaceAll('""', '"')]: 2, plain: 1 };
    expect(await read(rows(first), 'c.csv', settings)).toMatchObject({ codes: { 200: 1, 404: 1, 486: 1 }, unread: 0, trunks });
  }
  // A quote that is never closed is one torn record, whatever follows it.
  const torn = `"torn,${at(1)},200\n${Array.from({ length: 40 }, (_, minute) => `plain,${at(minute)},486\n`).join('')}`;
  await expect(read(torn, 'c.csv', settings)).rejects.toThrow(
    'its first record, which tells how many columns there are, has a quote that is not closed. Correct or remove'
  );
  // The order of columns is that of a template of FreeSWITCH.
  const stock = (name: string, minute: number) =>
    `"${name}","100","200","default","${at(minute)}","","${at(minute)}","0","0","USER_BUSY","u${minute}","","","PCMU","PCMU"`;
  const records = await folder.open({
    path: folder.put({ 'Master.csv': [stock('Desk\nA', 1), stock('B', 2), stock('Desk\nC', 3)].join('\n') }),
    layout: 'freeswitch',
  });
  expect(await records.codes()).toEqual({ USER_BUSY: 3 });
});

describe('columns by position and of several parts', () => {
  test('a file whose first line is a record rather than names is refused with the setting that reads it', async () => {
    const message = async (settings: object) => (await failureOf(read(`${at(0)},200,x\n${at(1)},486,y\n`, 'c.csv', settings))).message;
    const advice = 'set header to false and name the columns by their positions, such as {"start_time": 1}.';
    for (const settings of [{}, { layout: 'custom' }]) {
      expect(await message({ ...settings, dimensions: [] })).toMatch(/^\S*c\.csv: Column "start_time".*the first line looks like a record/);
      expect(await message({ ...settings, dimensions: [] })).toContain(advice);
    }
  });

  test('in a file without header', async () => {
    const settings = { header: false, columns: { start_time: [2, 3], sip_code: 4 }, dimensions: [{ name: 'trunk', column: 'column_1' }] };
    const content = 'a,2026-11-26,13:00:00,200\nb,2026-11-26,13:01:00,486\n';
    expect(await read(content, 'c.csv', settings)).toMatchObject({ codes: { 200: 1, 486: 1 }, unread: 0, trunks: { a: 1, b: 1 } });
    expect(await read(`${content}"tor,1,2,3\n`, 'c.csv', settings)).toMatchObject({ codes: { 200: 1, 486: 1 }, unread: 1 });
  });

  test('in a file of several kinds of records it is refused, and not for torn ones or one that is being written', async () => {
    const settings = { header: false, columns: { start_time: 1, sip_code: 2 }, dimensions: [{ name: 'trunk', column: 'column_3' }] };
    const whole = [0, 1, 2, 3].map((minute) => `${at(minute)},200,x\n`);
    const other = `${at(4)},486\n`;
    const message = async (content: string) => (await failureOf(read(content, 'c.csv', settings))).message;
    const refused = /records of 3 and 2 fields.*Put the records of each kind into a file of their own/;
    expect(await message(whole.join('') + other.repeat(3))).toMatch(refused);
    expect(await message(`${whole[0]}${other}`)).toMatch(refused);
    expect(await read(whole.join('') + other.repeat(2), 'c.csv', settings)).toMatchObject({ codes: { 200: 4 }, unread: 2 });
    expect(await read(`${whole[0]}${other.trim()}`, 'c.csv', settings)).toMatchObject({ codes: { 200: 1 }, unread: 1 });
    const quoted = `${at(5)},200,"a\nb"\n`;
    expect(await read(whole[0] + quoted.repeat(3), 'c.csv', settings)).toMatchObject({ codes: { 200: 4 }, unread: 0 });
  });

  test('in files with names', async () => {
    const settings = { columns: { start_time: ['date', 'Time'] } };
    expect(await read('date,time,sip_code,trunk\n2026-11-26,13:00:00,200,a\n', 'c.csv', settings)).toMatchObject({ codes: { 200: 1 } });
    const json = '{"date":"2026-11-26","time":"13:00:00","sip_code":200,"trunk":"a"}\n';
    expect(await read(json, 'c.ndjson', settings)).toMatchObject({ codes: { 200: 1 }, unread: 0 });
  });
});
