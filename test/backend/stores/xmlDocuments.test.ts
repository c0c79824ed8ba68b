import { parseXml } from '../../../src/backend/stores/duckdb/xmlDocument';
import { RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const cdr = (uuid: string, cause: string, more = '') =>
  `<?xml version="1.0"?>\n<cdr core-uuid="c" switchname="s">\n<channel_data><state>CS_REPORTING</state></channel_data>\n<variables><uuid>${uuid}</uuid><start_epoch>1795698000</start_epoch><hangup_cause>${cause}</hangup_cause><sip_from_host>a%26b</sip_from_host>${more}</variables>\n<app_log><application app_name="set" app_data="a&lt;b"/><application app_name="bridge"/></app_log>\n<callflow dialplan="XML"><caller_profile><caller_id_number>+15550100</caller_id_number></caller_profile></callflow></cdr>`;

test('documents of mod_xml_cdr are calls; damaged ones are counted and hide no others', async () => {
  const path = folder.put({
    'a_1.cdr.xml': cdr('1', 'NORMAL_CLEARING', '<answer_epoch>1795698005</answer_epoch>'),
    'a_2.cdr.xml': cdr('2', 'USER_BUSY'),
    'a_3.cdr.xml': cdr('3', 'USER_BUSY').slice(0, 200),
    'other.xml': '<config><a/></config>',
  });
  const records = await folder.open({ path, layout: 'freeswitch', dimensions: [{ name: 'host', column: 'sip_from_host' }] });
  expect(await records.results()).toEqual({ answered: 1, busy: 1 });
  expect((await records.extent()).unread).toMatchObject({ rows: 2, reasons: [{ reason: 'not an XML document of a call', rows: 2 }] });
  expect(await records.values('host')).toEqual({ 'a&b': 2 });
  expect(await records.values('from')).toEqual({ '+15550100': 2 });
});

test('XML is read without what could do harm', () => {
  expect(parseXml('<cdr><a>1 &lt; 2 &#65;&#x42;</a><b><![CDATA[<x>]]></b><c/><d>1</d><d>2</d><!-- no --></cdr>')).toEqual({
    root: 'cdr',
    content: { a: '1 < 2 AB', b: '<x>', c: '', d: ['1', '2'] },
  });
  for (const damaged of ['', '<cdr>', '<cdr></b></cdr>', '<a/><b/>', 'x<a/>', '<a b=c></a>', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`]) {
    expect(parseXml(damaged)).toBeNull();
  }
  expect(parseXml('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toBeNull();
  expect(parseXml('<a>&x;</a>')).toEqual({ root: 'a', content: '&x;' });
});

test('XML takes time in proportion to its length', () => {
  // Of the processor: what else the machine does takes none of it.
  const before = process.cpuUsage();
  parseXml(`<cdr>${'<a b="1" '.repeat(50_000)}`);
  parseXml(`<cdr>${'<v>x</v>'.repeat(50_000)}</cdr>`);
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
});
