import { RecordsFolder } from '../../support/records';

/** Lines as the CDR service of 3CX writes them, with all fields of its manual; what follows the last comma is missed-queue-calls. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

interface Line {
  readonly id: number;
  readonly answered: string;
  readonly reason: string;
  readonly toType?: string;
  readonly missed?: string;
}

const line = ({ id, answered, reason, toType = 'Extension', missed = '' }: Line) =>
  `Call ${id},0000018f_${id},00:00:57,2026/11/23 10:0${id}:00,${answered},2026/11/23 10:0${id}:57,${reason},+15550100,Ext.101,10001,101,Ext.101,,Ext.101,101,,,,,Chain: +15550100;Ext.101;,Line,${toType},Extension,+15550100,Test,Test,${missed}`;

const LINES = [
  line({ id: 1, answered: '2026/11/23 10:01:07', reason: 'TerminatedByDst' }),
  line({ id: 2, answered: '', reason: 'TerminatedBySrc' }),
  line({ id: 3, answered: '', reason: 'TargetBusy', toType: 'Queue', missed: '101 102' }),
  line({ id: 4, answered: '', reason: 'no_route' }),
  line({ id: 5, answered: '', reason: 'TerminatedByDst' }),
  line({ id: 6, answered: '', reason: 'Failed' }),
];
const CODES = { 200: 1, TerminatedBySrc: 1, TargetBusy: 1, no_route: 1, TerminatedByDst: 1, Failed: 1 };

test('a time of answer tells an answer, else the reason; that the called side ended the call says nothing', async () => {
  const records = await folder.open({ path: folder.put({ 'cdr.log': `${LINES.join('\r\n')}\r\n` }), layout: 'threecx' });
  expect(await records.codes()).toEqual(CODES);
  expect(await records.results()).toEqual({ answered: 1, cancelled: 1, busy: 1, failed: 2, unclassified: 1 });
  expect((await records.extent()).unread.rows).toBe(0);
  const [call, , busy] = await records.calls(['from', 'to', 'to extension', 'to type']);
  expect(call).toMatchObject({
    time: Date.parse('2026-11-23T10:01:00Z'),
    callId: '0000018f_1',
    setupMs: 7_000,
    durationMs: 50_000,
    dimensions: ['+15550100', 'Ext.101', '101', 'Extension'],
  });
  expect(busy).toMatchObject({ word: 'TargetBusy', setupMs: null, durationMs: null, dimensions: ['+15550100', 'Ext.101', '101', 'Queue'] });
});

test.each([
  ['without the field after the last comma', LINES.map((text) => text.replace(/,[^,]*$/, ''))],
  [
    'with missed queue calls in the first line',
    [line({ id: 1, answered: '2026/11/23 10:01:07', reason: 'Failed', missed: '101' }), ...LINES.slice(1)],
  ],
  ['with a header', ['historyid,callid,time-start,time-answered,reason-terminated', ...LINES.map(fewFields)]],
])('%s', async (_, lines) => {
  const records = await folder.open({ path: folder.put({ 'cdr.log': `${lines.join('\n')}\n` }), layout: 'threecx' });
  expect(await records.codes()).toEqual(CODES);
});

function fewFields(text: string): string {
  const fields = text.split(',');
  return [0, 1, 3, 4, 6].map((at) => fields[at]).join(',');
}
