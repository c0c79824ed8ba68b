import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KAMAILIO } from '../support/records';
import { npmStart } from './support/npmStart';

interface Told {
  calls: number;
  results: Record<string, number>;
  unread: number;
  from: string | null;
  to: string | null;
}

const rowsOf = (file: string): string[][] =>
  readFileSync(path.join(KAMAILIO, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** Counted by hand, so to speak: from what the callers saw, and the table of results written out once more. */
function truth(): Record<string, number> {
  const logged = new Set([...rowsOf('acc.csv'), ...rowsOf('missed_calls.csv')].map((row) => row[4]));
  const results: Record<string, number> = { answered: 0, busy: 0, rejected: 0, timeout: 0, cancelled: 0, unavailable: 0, failed: 0 };
  const byCode: Record<string, string> = {
    200: 'answered',
    486: 'busy',
    600: 'busy',
    403: 'rejected',
    603: 'rejected',
    408: 'timeout',
    487: 'cancelled',
    480: 'unavailable',
    503: 'unavailable',
  };
  for (const [callId, , , , , , , code = ''] of rowsOf('truth-calls.csv')) {
    if (logged.has(callId)) {
      const result = byCode[code] ?? 'failed';
      results[result] = (results[result] ?? 0) + 1;
    }
  }
  return results;
}

async function told(...commandArguments: string[]): Promise<Told> {
  const { code, stdout, stderr } = await npmStart([...commandArguments, '--summary', '--json']);
  expect({ code, stderr: stderr.replaceAll(/^Building .*\n/gm, '') }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toHaveLength(2);
  return JSON.parse(stdout) as Told;
}

test('a folder of real records as JSON: what the callers saw, in the fixed order, and nothing else on stdout', async () => {
  const summary = await told(KAMAILIO, '--layout', 'kamailio');
  expect(summary).toEqual({ calls: 430, results: truth(), unread: 0, from: '2026-11-23T07:56:07.000Z', to: '2026-11-23T07:57:08.000Z' });
  expect(Object.keys(summary)).toEqual(['calls', 'results', 'unread', 'from', 'to']);
  expect(Object.keys(summary.results)).toEqual(['answered', 'busy', 'rejected', 'timeout', 'cancelled', 'unavailable', 'failed']);
});

test('a glob reads the same records; records of New York are five hours later', async () => {
  const summary = await told(path.join(KAMAILIO, '{acc,missed_calls}.csv'), '--layout', 'kamailio', '--time-zone', 'America/New_York');
  expect(summary).toEqual({ calls: 430, results: truth(), unread: 0, from: '2026-11-23T12:56:07.000Z', to: '2026-11-23T12:57:08.000Z' });
});

test('the table for people: calls and shares, no colors where nobody looks', async () => {
  const { code, stdout } = await npmStart([KAMAILIO, '--layout', 'kamailio', '--summary']);
  expect(code).toBe(0);
  const lines = stdout.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim());
  expect(lines).toContain(KAMAILIO);
  expect(lines).toContain('2026-11-23 07:56:07 – 2026-11-23 07:57:08 UTC');
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^● answered 192 44\.7% █{32}$/),
      expect.stringMatching(/^● rejected 22 5\.1% █+/),
      'all calls 430',
    ])
  );
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toContain('unclassified');
});
