import { recordText } from '../../../src/domain/recordText';
import { PATIENT, RecordsFolder, total } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEADER = 'start_time,sip_code,trunk';

async function openCsv(content: string | Buffer, settings: Record<string, unknown> = {}) {
  return folder.open({ path: folder.put({ 'calls.csv': content }), ...settings });
}

const at = (minute: number) => `2026-11-23 08:${String(minute).padStart(2, '0')}:00`;
const THREE = [`${at(1)},200,t1`, `${at(2)},486,t2`, `${at(3)},503,`];
const THREE_CODES = { 200: 1, 486: 1, 503: 1 };

describe('CSV as programs write it', () => {
  const same: Record<string, string> = {
    'line feeds': `${[HEADER, ...THREE].join('\n')}\n`,
    'carriage returns and line feeds': `${[HEADER, ...THREE].join('\r\n')}\r\n`,
    'no line feed at the end': [HEADER, ...THREE].join('\n'),
    'no line feed at the end, carriage returns': [HEADER, ...THREE].join('\r\n'),
    'a byte order mark': `\uFEFF${[HEADER, ...THREE].join('\n')}\n`,
    'blank lines': `\n${[HEADER, '', ...THREE, '', ''].join('\n')}\n`,
    'blank lines with carriage returns': `${[HEADER, '', ...THREE, '', ''].join('\r\n')}\r\n`,
    'lines of blanks': `${[HEADER, '   ', ...THREE, ' '].join('\n')}\n`,
    semicolons: `${[HEADER, ...THREE].join('\n').replaceAll(',', ';')}\n`,
    tabs: `${[HEADER, ...THREE].join('\n').replaceAll(',', '\t')}\n`,
    bars: `${[HEADER, ...THREE].join('\n').replaceAll(',', '|')}\n`,
    'quotes around everything': `${[HEADER, ...THREE]
      .map((line) =>
        line
          .split(',')
          .map((field) => `"${field}"`)
          .join(',')
      )
      .join('\n')}\n`,
    'capital letters in the header': `${[HEADER.toUpperCase(), ...THREE].join('\n')}\n`,
    'blanks around the names': `${['start_time , sip_code , trunk', ...THREE].join('\n')}\n`,
    'blanks around the values': `${[HEADER, ...THREE.map((line) => line.replaceAll(',', ' , '))].join('\n')}\n`,
  };
  test.each(Object.keys(same))('%s', async (name) => {
    const records = await openCsv(same[name] ?? '');
    const extent = await records.extent();
    expect(await records.codes()).toEqual(THREE_CODES);
    expect(extent.first).toBe(Date.parse('2026-11-23T08:01:00Z'));
    expect(extent.unread).toEqual({ rows: 0, reasons: [] });
    expect(extent.dimensions.map((dimension) => dimension.toLowerCase())).toEqual(['trunk']);
  });

  test('quoted delimiters, quotes and line breaks belong to the value', async () => {
    const records = await openCsv(`${HEADER}\n${at(1)},200,"a, ""b""\nc"\n${at(2)},486,"x;y"\n${at(3)},503,plain\n`);
    expect(await records.values('trunk')).toEqual({ 'a, "b"\nc': 1, 'x;y': 1, plain: 1 });
    expect((await records.extent()).unread.rows).toBe(0);
  });

  test('a header alone, and a file of no bytes, have no calls', async () => {
    for (const content of [`${HEADER}\n`, HEADER, '', '\n\n', '\uFEFF']) {
      const records = await openCsv(content);
      expect(await records.extent()).toMatchObject({ calls: 0, first: null, last: null, unread: { rows: 0 } });
      expect(await records.store.ask({ kind: 'newest', before: null, spanMs: 1_000, rows: 10 }, PATIENT)).toMatchObject({
        last: null,
        newestRows: 0,
      });
      const { tables } = await records.store.ask({ kind: 'rows', range: { from: 0, to: 1 } }, PATIENT);
      expect(tables.every(({ rows }) => rows === 0)).toBe(true);
    }
  });

  test('several files with different columns are one', async () => {
    const where = folder.put({
      'a.csv': `start_time,sip_code,trunk\n${at(1)},200,t1\n`,
      'b.csv.gz': `SIP_CODE;campaign;START_TIME\n486;winter;${at(2)}\n`,
      'c.ndjson': `${JSON.stringify({ start_time: at(3), sip_code: 503, Trunk: 't1', more: { deep: [1] } })}\n`,
    });
    const records = await folder.open({ path: where });
    expect(await records.codes()).toEqual(THREE_CODES);
    expect(await records.values('trunk')).toEqual({ t1: 2, '': 1 });
    expect(await records.values('campaign')).toEqual({ winter: 1, '': 2 });
    expect(await records.values('more')).toEqual({ '{"deep":[1]}': 1, '': 2 });
  });

  test('columns may be called anything', async () => {
    const names = [
      'order',
      'a "quoted" one',
      "it's",
      'row_no',
      'call_at',
      'code',
      'calls',
      'time',
      'bucket',
      'group',
      'select *',
      '$1',
      'constructor',
      '__proto__',
      'hasOwnProperty',
      'Ü',
      'ü',
      '日本',
      'record:code',
      'file_no',
      '',
    ];
    const header = ['start_time', 'sip_code', ...names].map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const values = names.map((_, index) => `v${index}`);
    const records = await openCsv(`${header}\n${at(1)},200,${values.join(',')}\n${at(2)},486,${values.join(',')}\n`);
    expect((await records.extent()).unread.rows).toBe(0);
    for (const [index, name] of names.entries()) {
      const dimension = name === '' ? `column_${index + 3}` : name === 'ü' ? 'ü_19' : name;
      expect([name, await records.values(dimension)]).toEqual([name, { [`v${index}`]: 2 }]);
      expect(await records.codes({ filters: [{ dimension, includes: true, values: [`v${index}`] }] })).toEqual({ 200: 1, 486: 1 });
    }
  });

  test('two columns of one name are distinguished', async () => {
    const records = await openCsv(`start_time,sip_code,leg,Leg\n${at(1)},200,a,b\n`);
    expect(await records.values('leg')).toEqual({ a: 1 });
    expect(await records.values('Leg_4')).toEqual({ b: 1 });
  });
});

describe('CSV that is broken', () => {
  const good = (count: number) => Array.from({ length: count }, (_, index) => `${at(index % 60)},200,t1`);

  async function expectAll(content: string | Buffer, readable: number, unread: number) {
    const records = await openCsv(content);
    const extent = await records.extent();
    expect({ calls: total(await records.codes()), unread: extent.unread.rows }).toEqual({ calls: readable, unread });
    expect(extent.unread.reasons.reduce((sum, { rows }) => sum + rows, 0)).toBe(unread);
    expect(extent.unread.reasons.every(({ reason, example }) => reason !== '' && example !== recordText(''))).toBe(true);
    return extent.unread;
  }

  test('too few and too many columns', async () => {
    const unread = await expectAll([HEADER, ...good(5), `${at(1)},200`, ...good(5), `${at(1)},200,t1,more`, 'x', ''].join('\n'), 10, 3);
    expect(unread.reasons[0]?.example).toContain('line 7');
  });

  test('a torn last line', async () => {
    await expectAll([HEADER, ...good(5), '2026-11-2'].join('\n'), 5, 1);
  });

  test('many broken lines, more than an engine keeps', async () => {
    await expectAll([HEADER, ...good(10), ...Array.from({ length: 2_500 }, () => 'torn'), ...good(10), ''].join('\n'), 20, 2_500);
  });

  test('a quote that is never closed takes no later row with it', async () => {
    await expectAll([HEADER, ...good(50), `${at(1)},200,"torn`, ...good(200), ''].join('\n'), 250, 1);
  });

  test('torn quotes beside whole ones', async () => {
    await expectAll(
      [
        HEADER,
        `${at(1)},200,"whole, with ""quotes"""`,
        `${at(1)},200,"torn`,
        ...good(30),
        `${at(2)},200,"two\nlines"`,
        `${at(1)},200,to"rn"`,
        ...good(3),
        '',
      ].join('\n'),
      36,
      1
    );
  });

  test('a torn quote in the last line', async () => {
    await expectAll([HEADER, ...good(50), `${at(1)},200,"torn`].join('\n'), 50, 1);
  });

  test('text after a closing quote', async () => {
    await expectAll([HEADER, ...good(3), `${at(1)},"200"x,t`, ...good(3), ''].join('\n'), 6, 1);
  });

  test('short lines and blank ones after a torn quote', async () => {
    await expectAll(
      [HEADER, ...good(3), `${at(1)},200,"torn`, ...good(2), '', `${at(4)},`, '200,t1', '', ...good(25), ''].join('\n'),
      30,
      3
    );
  });

  test('two torn quotes do not take the rows between them for one value', async () => {
    await expectAll([HEADER, ...good(3), `${at(1)},200,"torn`, ...good(4), `${at(1)},200,torn"`, ...good(3), ''].join('\n'), 11, 1);
  });

  test('many quotes torn', async () => {
    const lines = good(300).flatMap((line, index) => (index % 10 === 0 ? [`${at(1)},200,"torn ${index}`, line] : [line]));
    await expectAll([HEADER, ...lines, ''].join('\n'), 300, 30);
  });

  test('characters that are not UTF-8 cost their own line at most', async () => {
    const latin = Buffer.concat([
      Buffer.from(`${HEADER}\n${good(3).join('\n')}\n${at(1)},200,M`),
      Buffer.from([0xfc, 0x6c]),
      Buffer.from(`ler\n${good(4).join('\n')}\n`),
    ]);
    const records = await openCsv(latin);
    const extent = await records.extent();
    expect((extent.calls ?? 0) + extent.unread.rows).toBe(8);
    expect(extent.calls).toBeGreaterThanOrEqual(7);
  });

  test.each([
    'nonsense',
    '',
    '0000-00-00 00:00:00',
    '2026-13-45 08:00:00',
    '2026-11-23 25:61:00',
    '1969-12-31 23:59:59',
    '123',
    '-5',
    'infinity',
    'epoch',
    'now',
    'today',
  ])('the time "%s"', async (time) => {
    await expectAll([HEADER, ...good(2), `${time},200,t1`, ...good(2), ''].join('\n'), 4, 1);
  });
});
