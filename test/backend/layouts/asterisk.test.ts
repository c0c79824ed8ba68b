import { RecordsFolder } from '../../support/records';

/**
 * Lines as cdr_csv.c writes them (build_csv_record, append_string, append_date: texts and times in quotes, an absent time
 * empty, numbers bare), and the columns of FreePBX's table (its module cdr, module.xml).
 */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

interface Leg {
  readonly start: string;
  readonly answer?: string;
  readonly end: string;
  readonly duration: number;
  readonly billsec: number;
  readonly disposition: string;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const day = '2026-11-23';

function masterLine({ start, answer, end, duration, billsec, disposition }: Leg, more: readonly string[] = []): string {
  const texts = [
    '',
    '100',
    '0301234567',
    'from-internal',
    '"Alice, desk" <100>',
    'PJSIP/100-00000001',
    'PJSIP/trunk-00000002',
    'Dial',
    'PJSIP/0301234567@trunk,30',
  ].map(quoted);
  const times = [start, answer, end].map((time) => (time === undefined ? '' : quoted(`${day} ${time}`)));
  return [...texts, ...times, duration, billsec, quoted(disposition), quoted('DOCUMENTATION'), ...more].join(',');
}

const ANSWERED: Leg = { start: '10:00:00', answer: '10:00:05', end: '10:01:05', duration: 65, billsec: 60, disposition: 'ANSWERED' };
const unanswered = (start: string, disposition: string): Leg => ({ start, end: '10:59:59', duration: 20, billsec: 0, disposition });

async function open(files: Record<string, string>, settings: Record<string, unknown> = {}) {
  return folder.open({ path: folder.put(files), layout: 'asterisk', ...settings });
}

describe('Master.csv without header', () => {
  const legs = [
    ANSWERED,
    ...['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION', 'CANCEL'].map((disposition, index) => unanswered(`10:01:0${index}`, disposition)),
  ];

  test.each([
    ['16 columns', []],
    ['with uniqueid', ['"1795421100.1"']],
    ['with uniqueid and userfield', ['"1795421100.1"', '""']],
  ])('%s: every row is a call, its word kept', async (_, more) => {
    const records = await open({ 'Master.csv': `${legs.map((leg) => masterLine(leg, more)).join('\n')}\n` });
    expect(await records.codes()).toEqual({ ANSWERED: 1, 'NO ANSWER': 1, BUSY: 1, FAILED: 1, CONGESTION: 1, CANCEL: 1 });
    expect(await records.results()).toEqual({ answered: 1, unavailable: 2, busy: 1, failed: 1, cancelled: 1 });
    expect((await records.extent()).unread.rows).toBe(0);
  });

  test('the states of Dial in place of dispositions', async () => {
    const states = ['ANSWER', 'NOANSWER', 'CHANUNAVAIL', 'BUSY', 'CANCEL', 'CONGESTION', 'DONTCALL', 'TORTURE', 'INVALIDARGS'];
    const records = await open({ 'Master.csv': `${states.map((state) => masterLine(unanswered('10:01:00', state))).join('\n')}\n` });
    expect(await records.results()).toEqual({ answered: 1, unavailable: 3, busy: 1, cancelled: 1, rejected: 2, failed: 1 });
  });

  test('gives timings, and names of dimensions that people know', async () => {
    const records = await open({ 'Master.csv': `${masterLine(ANSWERED)}\n` });
    const [call] = await records.calls(['from', 'to', 'context', 'lastapp']);
    expect(call).toMatchObject({
      time: Date.parse(`${day}T10:00:00Z`),
      word: 'ANSWERED',
      setupMs: 5_000,
      durationMs: 60_000,
      pddMs: null,
      dimensions: ['100', '0301234567', 'from-internal', 'Dial'],
    });
    expect((await records.extent()).dimensions.toSorted()).toEqual(['accountcode', 'context', 'from', 'lastapp', 'to']);
  });

  test('a leg without an answer has no setup time, though it has a length', async () => {
    const records = await open({ 'Master.csv': `${masterLine(unanswered('10:01:00', 'BUSY'))}\n` });
    expect((await records.calls()).map(({ word, setupMs }) => [word, setupMs])).toEqual([['BUSY', null]]);
  });

  test('torn and rotated files are read as far as they go', async () => {
    const records = await open({
      'Master.csv': `${masterLine(ANSWERED)}\n"","100","20\n`,
      'Master.csv.1': `${masterLine(unanswered('09:00:00', 'BUSY'))}\n`,
      'Master.csv.2.gz': `${masterLine(unanswered('08:00:00', 'BUSY'))}\n`,
    });
    expect(await records.codes()).toEqual({ ANSWERED: 1, BUSY: 2 });
    expect((await records.extent()).unread.rows).toBe(1);
  });

  test('a number of columns that nobody knows is refused with the repair', async () => {
    const records = await open({ 'Master.csv': '"a","b","c"\n' });
    await expect(records.codes()).rejects.toThrow(
      /Master.csv: the first line has no column names.*16, 17, 18, 19, 20, 21\).*Add a line with the column names before it/s
    );
  });
});

describe('legs of one call', () => {
  const leg = (of: Leg, linkedid: string, sequence: number) =>
    masterLine(of, [quoted(`${linkedid}.${sequence}`), '""', '""', quoted(linkedid), String(sequence)]);
  const lines = [
    // Nobody answered the first, the second did; later the call was handed on.
    leg(unanswered('10:00:00', 'NO ANSWER'), '1795421100.1', 1),
    leg({ ...ANSWERED, start: '10:00:30', answer: '10:00:40' }, '1795421100.1', 2),
    leg({ ...ANSWERED, start: '10:01:30', answer: '10:01:40' }, '1795421100.1', 3),
    // A group that rang at once: the last leg decides, but not one that only failed.
    leg(unanswered('10:10:00', 'BUSY'), '1795421700.9', 4),
    leg(unanswered('10:10:00', 'NO ANSWER'), '1795421700.9', 5),
    leg(unanswered('10:10:00', 'FAILED'), '1795421700.9', 6),
    // Only failures.
    leg(unanswered('10:20:00', 'FAILED'), '1795422300.12', 7),
  ];

  test('are merged by linkedid', async () => {
    const records = await open({ 'Master.csv': `${lines.join('\n')}\n` });
    const calls = await records.calls();
    expect(calls.map(({ time, word }) => [new Date(time).toISOString().slice(11, 19), word])).toEqual([
      ['10:00:30', 'ANSWERED'],
      ['10:10:00', 'NO ANSWER'],
      ['10:20:00', 'FAILED'],
    ]);
  });
});

/** As FreePBX exports its table, with a column of one's own for HANGUPCAUSE. */
const FREEPBX =
  'calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,recordingfile,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,linkedid,peeraccount,sequence,hangupcause';
const freepbx = (index: number, duration: number, billsec: number, disposition: string, hangupcause: string) =>
  `${day} 10:0${index}:00,"""A"" <100>",100,200,ext-local,PJSIP/100-1,PJSIP/200-2,Dial,"PJSIP/200,20",${duration},${billsec},${disposition},3,,17954211${index}0.1,,0309999,,100,A,,,B,17954211${index}0.1,,${index},${hangupcause}`;

test("FreePBX's table has calldate, and a setup time from its two lengths", async () => {
  const records = await open({ 'cdr.csv': `${FREEPBX}\n${freepbx(1, 65, 60, 'ANSWERED', '')}\n` }, { callTime: 'end' });
  const [call] = await records.calls(['did']);
  expect(call).toMatchObject({ time: Date.parse(`${day}T10:01:00Z`), setupMs: 5_000, durationMs: 60_000, dimensions: ['0309999'] });
});

test('HANGUPCAUSE says more of calls that were not answered, where it says anything', async () => {
  const rows = [
    freepbx(1, 20, 0, 'NO ANSWER', 'SIP 486 Busy Here'),
    freepbx(2, 20, 0, 'FAILED', '17'),
    freepbx(3, 20, 0, 'NO ANSWER', '127'),
    freepbx(4, 20, 0, 'CANCEL', 'SIP 183 Session Progress'),
    freepbx(5, 20, 0, 'NO ANSWER', '16'),
    freepbx(6, 20, 9, 'ANSWERED', '34'),
    freepbx(7, 20, 0, 'FAILED', '404'),
    freepbx(8, 20, 0, 'BUSY', ''),
  ];
  const records = await open({ 'cdr.csv': [FREEPBX, ...rows, ''].join('\n') });
  const calls = await records.calls();
  expect(calls.map(({ code, word }) => code ?? word)).toEqual([
    486,
    'Q.850 17',
    'NO ANSWER',
    'CANCEL',
    'NO ANSWER',
    'ANSWERED',
    404,
    'BUSY',
  ]);
  expect(await records.results()).toEqual({ busy: 3, unavailable: 2, cancelled: 1, answered: 1, failed: 1 });
});
