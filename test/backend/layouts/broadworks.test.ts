import { RecordsFolder } from '../../support/records';

/** Columns as the Accounting Call Detail Record Interface Specification of BroadWorks names them, in the order of Freeside's broadsoft22.pm. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEAD =
  'recordId,serviceProvider,type,userNumber,direction,callingNumber,calledNumber,startTime,answerIndicator,answerTime,releaseTime,terminationCause,releasingParty,localCallId,remoteCallId';

interface Side {
  readonly id: number;
  readonly minute: number;
  readonly answered?: string;
  readonly cause: string;
  readonly ids?: readonly [string, string];
  readonly type?: string;
  readonly direction?: string;
}

const side = ({ id, minute, answered = '', cause, ids = ['', ''], type = 'Normal', direction = 'Originating' }: Side) =>
  `${id},sp,${type},+15550100,${direction},+15550100,+15550199,2026112310${String(minute).padStart(2, '0')}00.123,${answered === '' ? 'No' : answered},${answered === '' ? '' : `2026112310${String(minute).padStart(2, '0')}05.000`},2026112310${String(minute).padStart(2, '0')}50.000,${cause},local,${ids.join(',')}`;

const ROWS = [
  side({ id: 1, minute: 1, answered: 'Yes', cause: '016', ids: ['11:0', '12:0'] }),
  side({ id: 2, minute: 1, answered: 'Yes', cause: '016', ids: ['12:0', '11:0'], direction: 'Terminating' }),
  side({ id: 3, minute: 2, cause: '017', ids: ['13:0', '14:0'] }),
  side({ id: 4, minute: 2, cause: '017', ids: ['14:0', '13:0'], direction: 'Terminating' }),
  side({ id: 5, minute: 3, cause: '016', ids: ['15:0', ''] }),
  side({ id: 6, minute: 4, answered: 'Yes-PostRedirection', cause: '016', ids: ['16:0', ''] }),
  side({ id: 7, minute: 5, cause: '019' }),
  side({ id: 8, minute: 10, cause: '003' }),
  // A long call has a further record, which is not a call.
  side({ id: 9, minute: 11, answered: 'Yes', cause: '', type: 'Start' }),
];

test('the two sides of a call are one; a time of answer tells an answer, else the cause', async () => {
  const records = await folder.open({ path: folder.put({ 'BW-CDR.csv': `${[HEAD, ...ROWS].join('\n')}\n` }), layout: 'broadworks' });
  expect(await records.results()).toEqual({ answered: 2, busy: 1, cancelled: 1, unavailable: 1, failed: 1 });
  const [call, busy] = await records.calls(['from', 'to', 'direction', 'provider']);
  expect(call).toMatchObject({ setupMs: 4_877, durationMs: 45_000, dimensions: ['+15550100', '+15550199', 'Originating', 'sp'] });
  expect(call?.time).toBe(Date.parse('2026-11-23T10:01:00.123Z'));
  expect(busy).toMatchObject({ word: 'Q.850 17', setupMs: null });
});
