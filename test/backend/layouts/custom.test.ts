import { RecordsFolder } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

async function open(lines: readonly string[], settings: Record<string, unknown>) {
  return folder.open({ path: folder.put({ 'export.csv': `${lines.join('\n')}\n` }), layout: 'custom', ...settings });
}

test('a table of any form is read by naming its columns', async () => {
  const lines = [
    'when,ans,seconds,cause,a_party,b_party,site',
    '2026-11-23 10:00:00,1,61,16,100,200,berlin',
    '2026-11-23 10:01:00,0,0,17,100,201,berlin',
    '2026-11-23 10:02:00,0,0,16,100,202,bonn',
  ];
  const records = await open(lines, {
    columns: { start_time: 'when', answered: 'ans', duration_s: 'seconds', q850_cause: 'cause', from: 'a_party', to: 'b_party' },
  });
  const calls = await records.calls(['from', 'to', 'site']);
  expect(calls.map(({ code, word, durationMs, dimensions }) => [code ?? word, durationMs, dimensions])).toEqual([
    [200, 61_000, ['100', '200', 'berlin']],
    ['Q.850 17', 0, ['100', '201', 'berlin']],
    ['Q.850 16', 0, ['100', '202', 'bonn']],
  ]);
  expect(await records.results()).toEqual({ answered: 1, busy: 1, unclassified: 1 });
});

test('words are read with the vocabulary that is chosen, and single ones as one likes', async () => {
  const lines = [
    'start_time,answer_time,end_time,word',
    '2026-11-23 10:00:00,2026-11-23 10:00:07,2026-11-23 10:01:07,',
    '2026-11-23 10:01:00,,,NO_USER_RESPONSE',
    '2026-11-23 10:02:00,,,GONE FISHING',
  ];
  const records = await open(lines, { vocabulary: 'freeswitch-carrier', words: { 'Gone fishing': 480 } });
  expect(await records.results()).toEqual({ answered: 1, unavailable: 2 });
  const [call] = await records.calls();
  expect(call).toMatchObject({ code: 200, setupMs: 7_000, durationMs: 60_000 });
});

test('without a column that says how calls ended, the message names one', async () => {
  await expect((await open(['start_time,trunk', '2026-11-23 10:00:00,a'], {})).codes()).rejects.toThrow(
    /Column "code", which layout custom needs, is missing.*columns: \{"code"/s
  );
});

const SIDES: readonly (readonly [clearedBy: string, caller: string, called: string, result: string])[] = [
  ['caller', '16', '17', 'cancelled'],
  ['Called', '3', '017', 'busy'],
  ['dest', '31', '34', 'unavailable'],
  ['a', '21', '17', 'rejected'],
  ['', '16', '17', 'busy'],
  ['', '0', '17.0', 'busy'],
  ['', '31', 'USER_BUSY [17]', 'busy'],
  ['', '21', '17', 'rejected'],
  ['', '16', '0', 'cancelled'],
  ['', '16', '', 'cancelled'],
  ['', '16', '16', 'unclassified'],
  ['', '0', '16', 'unclassified'],
  ['', '31', '31', 'unavailable'],
  ['', '', '', 'unclassified'],
];

describe('records with a cause for each side', () => {
  const rows = SIDES.map(
    ([clearedBy, caller, called], index) => `2026-11-23 10:${String(index).padStart(2, '0')}:00,,${clearedBy},${caller},${called}`
  );
  const lines = ['start_time,answer_time,released_by,in_cause,out_cause', ...rows, '2026-11-23 11:00:00,2026-11-23 11:00:05,caller,16,0'];
  const columns = { caller_cause: 'in_cause', called_cause: 'out_cause' };

  test('count by that of the side that cleared the call', async () => {
    const records = await open(lines, { columns: { ...columns, cleared_by: 'released_by' } });
    const counts: Record<string, number> = { answered: 1 };
    SIDES.forEach(([, , , result]) => (counts[result] = (counts[result] ?? 0) + 1));
    expect(await records.results()).toEqual(counts);
    expect((await records.calls()).map(({ code, word }) => word ?? code).slice(0, 3)).toEqual(['caller 16', 'Q.850 17', 'Q.850 34']);
  });

  test('count by the first that is not normal where nothing says who cleared it', async () => {
    const records = await open(lines.slice(0, 5), { columns });
    // 16 and 17; 3 and 17; 31 and 34; 21 and 17.
    expect(await records.results()).toEqual({ busy: 1, failed: 1, unavailable: 1, rejected: 1 });
  });
});
