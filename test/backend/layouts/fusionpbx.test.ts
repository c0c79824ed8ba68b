import { RecordsFolder } from '../../support/records';

/** Rows of FusionPBX's table v_xml_cdr (app/xml_cdr/app_config.php), which legs of it count (xml_cdr_inc.php), and the columns of its export. */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

interface Leg {
  readonly answer?: number;
  readonly leg?: string;
  readonly by?: string;
  readonly side?: string;
  readonly cause?: string;
  readonly disposition?: string;
}

const HEAD =
  'xml_cdr_uuid,domain_name,direction,caller_id_number,destination_number,start_epoch,start_stamp,answer_epoch,answer_stamp,end_epoch,billsec,billmsec,leg,originating_leg_uuid,pdd_ms,cc_side,status,hangup_cause,hangup_cause_q850,sip_hangup_disposition';

function row(
  uuid: string,
  minute: number,
  { answer, leg = 'a', by = '', side = '', cause = 'NORMAL_CLEARING', disposition = 'recv_bye' }: Leg
): string {
  const start = 1_795_428_000 + 60 * minute;
  const [answered, seconds, ms] = answer === undefined ? ['', 0, 0] : [start + answer, 42, 42_500];
  return `${uuid},a.example,inbound,+15550100,600,${start},,${answered},,${start + 50},${seconds},${ms},${leg},${by},120,${side},answered,${cause},16,${disposition}`;
}

const open = (lines: readonly string[]) =>
  folder.open({ path: folder.put({ 'v_xml_cdr.csv': `${lines.join('\n')}\n` }), layout: 'fusionpbx' });

test('the legs of callers are calls; other legs of a ring group, and of agents, are not', async () => {
  const records = await open([
    HEAD,
    row('A1', 0, { answer: 8 }),
    row('B1', 0, { leg: 'b', by: 'A1', cause: 'LOSE_RACE' }),
    row('B2', 0, { leg: 'b', by: 'A1', answer: 8 }),
    // An enterprise ring group: to FreeSWITCH its legs are those of callers, one of them much later.
    row('A2', 10, { cause: 'NO_ANSWER' }),
    row('C1', 11, { by: 'A2', cause: 'USER_BUSY' }),
    row('C2', 40, { by: 'A2', cause: 'NO_ANSWER' }),
    row('A3', 20, { disposition: 'recv_cancel' }),
    row('A4', 30, {}),
    row('D1', 30, { side: 'agent', cause: 'NO_ANSWER' }),
  ]);
  const calls = await records.calls(['from', 'to', 'domain']);
  expect(calls.map(({ callId, code, word }) => [callId, code ?? word])).toEqual([
    ['A1', 200],
    ['A2', 'NO_ANSWER'],
    ['A3', 'recv_cancel'],
    ['A4', 'NORMAL_CLEARING'],
  ]);
  expect(calls[0]).toMatchObject({ pddMs: 120, setupMs: 8_000, durationMs: 42_500, dimensions: ['+15550100', '600', 'a.example'] });
  expect(await records.results()).toEqual({ answered: 1, unavailable: 1, cancelled: 1, unclassified: 1 });
});

test('an export of its page has stamps with an offset, and no columns that tell legs', async () => {
  const records = await open([
    '"start_stamp","hangup_cause","duration","billmsec","xml_cdr_uuid","direction","answer_stamp","tta"',
    '"2026-11-23 10:00:00+01","NORMAL_CLEARING","42","42500","A1","inbound","2026-11-23 10:00:08+01","8"',
    '"2026-11-23 10:10:00+01","USER_BUSY","0","0","A2","outbound","",""',
  ]);
  const calls = await records.calls();
  expect(calls.map(({ time, code, word, setupMs }) => [new Date(time).toISOString().slice(11, 16), code ?? word, setupMs])).toEqual([
    ['09:00', 200, 8_000],
    ['09:10', 'USER_BUSY', null],
  ]);
});
