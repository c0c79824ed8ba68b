import { LAYOUT_NAMES, LAYOUTS } from '../../../src/domain/layouts/layouts';
import { recognizeLayouts } from '../../../src/domain/layouts/recognizeLayouts';
import { settingFields } from '../../../src/domain/settings';

const layoutsOf = (columns: string) => recognizeLayouts([{ name: 'a.csv', columns: columns.split(',') }]).map(({ layout }) => layout);

test.each(LAYOUT_NAMES.filter((name) => name !== 'custom'))('records with all columns of %s are of it alone', (name) => {
  const columns = LAYOUTS[name].columns.map((column) => column.name).join();
  expect(layoutsOf(columns)).toEqual([name]);
  expect(layoutsOf(columns.toUpperCase())).toEqual([name]);
});

test.each(LAYOUT_NAMES)('the columns that read exports of %s are columns of it', (name) => {
  const { columns, recognizedBy } = LAYOUTS[name];
  const known = columns.map((column) => column.name);
  for (const { columns: named = {} } of recognizedBy) {
    expect(known).toEqual(expect.arrayContaining(Object.keys(named)));
    expect(settingFields.columns.parse(named)).toEqual(named);
  }
});

test('says why, what it would count, and which columns have another name', () => {
  const found = [
    { name: 'a.csv', columns: ['Start Time', 'Caller Number', 'Callee Number', 'Disposition', 'Session'] },
    { name: 'notes.csv', columns: ['a', 'b'] },
    { name: 'b.csv', columns: ['Start Time', 'Caller Number', 'Callee Number', 'Disposition'] },
  ];
  expect(recognizeLayouts(found)).toEqual([
    {
      layout: 'grandstream',
      columns: { start: 'Start Time', src: 'Caller Number', dst: 'Callee Number' },
      found: ['a.csv', 'b.csv'],
      telling: ['Start Time', 'Caller Number', 'Callee Number', 'Disposition'],
      counts: 'Rows with the same session are a call; disposition tells how it ended.',
    },
  ]);
});

test('of two layouts with the same columns, both are offered; of columns that nobody has, none', () => {
  expect(layoutsOf('id,method,from_tag,to_tag,callid,sip_code,sip_reason,time')).toEqual(['kamailio', 'opensips']);
  expect(layoutsOf('id,method,from_tag,to_tag,callid,sip_code,sip_reason,time,setuptime,created')).toEqual(['opensips']);
  expect(layoutsOf('when,number,price')).toEqual([]);
});

test('the columns of a file without a header are of the layout that named them', () => {
  const columns = LAYOUTS.asterisk.tables[0]?.headerless?.headers[0] ?? [];
  expect(recognizeLayouts([{ name: 'Master.csv', layout: 'asterisk', columns }])).toMatchObject([{ layout: 'asterisk' }]);
  expect(recognizeLayouts([{ name: 'Master.csv', layout: 'threecx', columns }])).toEqual([]);
});
