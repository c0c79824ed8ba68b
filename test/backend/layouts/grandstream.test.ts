import { unmasked } from '../../../src/domain/unmasked';
import { RecordsFolder } from '../../support/records';

/**
 * Records as Grandstream's "UCM6XXX CDR and REC API Guide" describes them, and as public programs that fetch them have them in their
 * tests: legs of a call in groups, whose `main_cdr` may have an empty disposition.
 */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const leg = (id: number, second: number, disposition: string, more: Readonly<Record<string, string>> = {}) => ({
  AcctId: String(id),
  accountcode: '',
  src: '5550100',
  dst: '331',
  dcontext: 'from-internal',
  clid: '"Test" <5550100>',
  start: `2026-11-23 10:00:${String(second).padStart(2, '0')}`,
  answer: disposition === 'ANSWERED' ? `2026-11-23 10:00:${second + 3}` : '',
  end: `2026-11-23 10:00:${second + 9}`,
  duration: '9',
  billsec: disposition === 'ANSWERED' ? '6' : '0',
  disposition,
  amaflags: 'DOCUMENTATION',
  uniqueid: `1795428000.${id}`,
  userfield: 'Inbound',
  action_type: 'DIAL',
  src_trunk_name: 'Carrier',
  dst_trunk_name: '',
  ...more,
});

test('legs in groups are a call, whatever the main one says; a single leg is one too', async () => {
  const answer = {
    cdr_root: [
      leg(1, 10, 'NO ANSWER', { session: '1795428000-1' }),
      {
        cdr: '1795428000_2',
        main_cdr: leg(2, 11, '', { session: '1795428000-2', action_type: 'QUEUE[6500]' }),
        sub_cdr_1: leg(3, 12, 'ANSWERED', { session: '1795428000-2', dstanswer: '331' }),
        // A telephone that another one was quicker than, with a time of answer.
        sub_cdr_2: leg(4, 12, 'NO ANSWER', { session: '1795428000-2', answer: '2026-11-23 10:00:15', dstanswer: '332' }),
      },
      {
        cdr: '1795428000_3',
        main_cdr: leg(5, 13, 'FAILED', { action_type: 'RINGGROUP[6400]' }),
        sub_cdr_1: [leg(6, 14, 'NO ANSWER'), leg(7, 14, 'BUSY')],
        sub_cdr_2: [],
      },
    ],
    status: 0,
  };
  const records = await folder.open({ path: folder.put({ 'cdr.json': JSON.stringify(answer, null, 1) }), layout: 'grandstream' });
  expect(await records.codes()).toEqual({ 'NO ANSWER': 1, ANSWERED: 1, BUSY: 1 });
  expect(await records.results()).toEqual({ unavailable: 1, answered: 1, busy: 1 });
  const [, answered] = await records.calls(['from', 'to', 'answered by', 'action', 'direction', 'from trunk']);
  expect(answered).toMatchObject({
    callId: '1795428000.3',
    setupMs: 3_000,
    durationMs: 6_000,
    dimensions: ['5550100', '331', '331', 'DIAL', 'Inbound', 'Carrier'],
  });
  expect((await records.extent()).unread.rows).toBe(0);
});

test('legs that are sent one by one, in JSON or CSV, are merged by their session', async () => {
  const legs = [
    leg(1, 10, 'NO ANSWER', { session: 'a', answer: '2026-11-23 10:00:12' }),
    leg(2, 10, 'ANSWERED', { session: 'a' }),
    leg(3, 20, 'BUSY', { session: 'b' }),
    // Numbers of legs are compared as numbers: 10 was tried after 9.
    leg(9, 30, 'BUSY', { session: 'c' }),
    leg(10, 30, 'NO ANSWER', { session: 'c' }),
  ];
  const names = Object.keys(legs[0] ?? {});
  const csv = [names, ...legs.map((one) => Object.values(one).map((value) => `"${value.replaceAll('"', '""')}"`))].join('\n');
  for (const [name, text] of [
    ['cdr.ndjson', legs.map((one) => JSON.stringify(one)).join('\n')],
    ['cdr.csv', csv],
  ] as const) {
    const records = await folder.open({ path: folder.put({ [name]: `${text}\n` }), layout: 'grandstream' });
    expect(await records.results()).toEqual({ answered: 1, busy: 1, unavailable: 1 });
  }
});

test('records of older versions, without a session, are calls', async () => {
  const cdr = [leg(62, 10, 'ANSWERED'), leg(63, 20, 'FAILED')];
  const records = await folder.open({ path: folder.put({ 'cdr.json': JSON.stringify({ cdr }) }), layout: 'grandstream' });
  expect(await records.results()).toEqual({ answered: 1, failed: 1 });
});

test('values without quotes that have delimiters are read where there is one way to do it, and told', async () => {
  // The example output of the "UCM6510 CDR Report and CDR API Guide".
  const names =
    'AcctId,accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition';
  const row = (clid: string, lastdata: string, disposition: string) =>
    `62,,5300,5301,from-internal,${clid},SIP/5300-0,SIP/5301-1,Dial,${lastdata},2026-11-23 10:00:00,,2026-11-23 10:00:09,9,0,${disposition}`;
  const read = async (...rows: readonly string[]) => {
    const records = await folder.open({ path: folder.put({ 'c.csv': `${[names, ...rows].join('\n')}\n` }), layout: 'grandstream' });
    const { reasons } = (await records.extent()).unread;
    return { codes: await records.codes(), told: reasons.map(({ reason, rows: lost, example }) => [reason, lost, unmasked(example)]) };
  };
  const sound = row('"""Smith, Anna"" <5300>"', '"SIP/5301,60,"', 'ANSWERED');
  const told = 'rows with delimiters in values without quotes are read by what their columns hold';
  expect(await read(sound, row('"pn01" <5300>', 'SIP/5301,60,', 'BUSY'), row('Smith, Anna', 'SIP/5301,60', 'BUSY'))).toEqual({
    codes: { ANSWERED: 1, BUSY: 2 },
    told: [[told, 0, expect.stringMatching(/c\.csv, line 3: 62,,5300,5301,from-internal,"pn01" <5300>,SIP/)]],
  });
  // Without a quote anywhere in the file.
  expect(await read(row('pn01', 'SIP/5301,60,', 'BUSY'))).toMatchObject({ codes: { BUSY: 1 }, told: [[told, 0, expect.anything()]] });
  // A name that may be a channel too, and a torn row, can be read in several ways, or in none.
  const unclear = row('a,', 'x,', 'BUSY').replace('SIP/5300-0,SIP/5301-1,Dial,', ',,,');
  const lost = await read(sound, unclear, row('"pn01" <5300>', 'SIP/5301,60,', 'BUSY').slice(0, -20));
  expect(lost).toMatchObject({ codes: { ANSWERED: 1 }, told: [['torn lines or a wrong number of columns', 2, expect.anything()]] });
});
