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
