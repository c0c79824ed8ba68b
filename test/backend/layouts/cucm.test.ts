import { RecordsFolder } from '../../support/records';

/** Files as the Call Detail Records Administration Guide of Cisco Unified Communications Manager describes them ("CDR Examples"). */
const folder = new RecordsFolder();
afterAll(() => folder.remove());

const HEAD =
  '"cdrRecordType","globalCallID_callManagerId","globalCallID_callId","origLegCallIdentifier","dateTimeOrigination","callingPartyNumber","origCause_value","originalCalledPartyNumber","destCause_value","dateTimeConnect","dateTimeDisconnect","duration"';
const TYPES = 'INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),INTEGER,VARCHAR(50),INTEGER,INTEGER,INTEGER,INTEGER';
const START = 1_795_428_000;
let legs = 0;

function row(call: number, minute: number, [orig, dest]: readonly [number, number], answeredAfter: number | null = null, node = 2): string {
  const start = START + 60 * minute;
  const [connect, seconds] = answeredAfter === null ? [0, 0] : [start + answeredAfter, 50 - answeredAfter];
  return `1,${node},${call},${++legs},${start},"2001",${orig},"2309",${dest},${connect},${start + 50},${seconds}`;
}

const open = (rows: readonly string[]) =>
  folder.open({ path: folder.put({ 'cdr.csv': `${[HEAD, TYPES, ...rows].join('\n')}\n` }), layout: 'cucm' });

test('a time of connection tells an answer; else the cause of the side that cleared the call', async () => {
  const records = await open([
    row(1, 0, [16, 0], 5),
    row(2, 1, [0, 17]),
    row(3, 2, [16, 0]),
    row(4, 3, [1, 0]),
    row(5, 4, [0, 1_174_405_137]),
    row(6, 5, [2_717_909_013, 0]),
    row(7, 6, [393_216, 393_216]),
    row(8, 7, [0, 16]),
    row(9, 8, [0, 0]),
  ]);
  const calls = await records.calls(['from', 'to', 'node']);
  expect(calls.map(({ callId, code, word }) => [callId, code ?? word])).toEqual([
    ['1', 200],
    ['2', 'Q.850 17'],
    ['3', 'origCause 16'],
    ['4', 'Q.850 1'],
    ['5', 'Cisco 1174405137'],
    ['6', 'Cisco 2717909013'],
    ['7', 'Cisco 393216'],
    ['8', 'Q.850 16'],
    ['9', null],
  ]);
  expect(calls[0]).toMatchObject({ setupMs: 5_000, durationMs: 45_000, dimensions: ['2001', '2309', '2'] });
  expect(await records.results()).toEqual({ answered: 1, busy: 2, cancelled: 1, failed: 1, rejected: 1, unclassified: 3 });
  expect((await records.extent()).unread.rows).toBe(0);
});

test('rows of one call on one node are a call, however long after; records of quality are not', async () => {
  const records = await open([
    // A transfer, with the call that asks before it.
    row(1, 0, [393_216, 393_216], 5),
    row(2, 30, [393_216, 393_216], 5),
    row(1, 60, [16, 0], 1),
    // The same number on another node.
    row(1, 0, [0, 17], null, 3),
    // Nobody of a hunt group, then voicemail.
    row(4, 5, [0, 19]),
    row(4, 6, [0, 16], 2),
    row(5, 7, [0, 16]).replace(/^1/, '2'),
  ]);
  const calls = await records.calls(['node']);
  expect(calls.map(({ callId, code, word, dimensions }) => [callId, code ?? word, ...dimensions].join(' ')).toSorted()).toEqual([
    '1 200 2',
    '1 Q.850 17 3',
    '2 200 2',
    '4 200 2',
  ]);
});
