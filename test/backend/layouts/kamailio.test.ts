import fc from 'fast-check';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { codesOf, KAMAILIO, PATIENT, RecordsFolder, untilLookedAgain } from '../../support/records';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const read = (name: string) => readFileSync(path.join(KAMAILIO, name), 'utf8');

/** What the callers themselves saw: Call-ID → final status code, from the load tool's message traces. */
function truth(): Map<string, number> {
  const [, ...lines] = read('truth-calls.csv').trim().split('\n');
  return new Map(lines.map((line) => [line.split(',')[0] ?? '', Number(line.split(',')[7])]));
}

const SEEN = { answered: 192, busy: 46, rejected: 22, timeout: 28, cancelled: 35, unavailable: 25, failed: 82 };

async function openKamailio(files: Record<string, string>, settings: Record<string, unknown> = {}) {
  return folder.open({ path: folder.put(files), layout: 'kamailio', ...settings });
}

describe('the records of a real Kamailio', () => {
  const tables = () => ({ 'acc.csv': read('acc.csv'), 'missed_calls.csv': read('missed_calls.csv'), 'acc_cdrs.csv': read('acc_cdrs.csv') });

  test('merge into the calls that the callers saw, call by call', async () => {
    const records = await openKamailio(tables());
    const merged = await records.calls();
    const seen = truth();
    expect(new Set(merged.map(({ callId }) => callId)).size).toBe(430);
    const wrong = merged.filter(({ callId, code }) => seen.get(callId ?? '') !== code);
    expect(wrong).toEqual([]);
    const found = new Set(merged.map(({ callId }) => callId));
    expect([...seen].filter(([callId]) => !found.has(callId)).map(([, code]) => code)).toEqual([404, 404, 404, 404, 404]);
  });

  test('have the known results, and nothing unread', async () => {
    const records = await openKamailio(tables());
    expect(await records.results()).toEqual(SEEN);
    expect((await records.extent()).unread).toEqual({
      rows: 0,
      // Kamailio's table acc_cdrs has no codes, so that nothing of it is counted.
      reasons: [
        {
          rows: 0,
          reason: '1 file is not read: its name matches no table of the layout',
          example: expect.stringMatching(/acc_cdrs\.csv$/),
        },
      ],
    });
  });

  test('are at most a second before the final answer that the caller saw, in UTC and in New York', async () => {
    const [, ...lines] = read('truth-calls.csv').trim().split('\n');
    const finalAt = new Map(lines.map((line) => [line.split(',')[0] ?? '', Date.parse(line.split(',')[6] ?? '')]));
    for (const [timeZone, laterMs] of [
      ['UTC', 0],
      ['America/New_York', 5 * 3_600_000],
    ] as const) {
      const records = await openKamailio(tables(), { timeZone });
      const early = (await records.calls()).map(({ callId, time }) => (finalAt.get(callId ?? '') ?? NaN) - (time - laterMs));
      expect(Math.min(...early)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...early)).toBeLessThanOrEqual(2_000);
    }
  });

  test('add up to the same calls whatever pieces the range is cut into', async () => {
    const records = await openKamailio(tables());
    const whole = await records.codes();
    const { first, last } = await records.extent();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3_600 }), fc.integer({ min: 0, max: 999_999 }), async (seconds, offset) => {
        const [from, to, step] = [(first ?? 0) - (offset % (seconds * 1_000)), (last ?? 0) + 1, seconds * 1_000];
        const asked: Promise<Record<string, number>>[] = [];
        for (let at = from; at < to; at += step) {
          asked.push(records.codes({ range: { from: at, to: at + step } }));
        }
        const sums: Record<string, number> = {};
        for (const piece of await Promise.all(asked)) {
          for (const [code, calls] of Object.entries(piece)) {
            sums[code] = (sums[code] ?? 0) + calls;
          }
        }
        expect(sums).toEqual(whole);
      }),
      {
        numRuns: 12,
        examples: [
          [1, 0],
          [3_600, 0],
          [60, 500],
        ],
      }
    );
  });

  test('add up to the same calls in buckets of any length', async () => {
    const records = await openKamailio(tables());
    const whole = await records.codes();
    for (const stepMs of [1_000, 7_000, 60_000, 3_600_000, 86_400_000]) {
      const answer = await records.store.ask(
        { kind: 'counts', range: null, filters: [], grid: { stepMs, offsets: [{ until: null, offsetMs: 0 }] }, split: null },
        PATIENT
      );
      expect(codesOf(answer)).toEqual(whole);
      expect(answer.bucket).toHaveLength(answer.calls.length);
    }
  });

  test('are the same when new rows arrive bit by bit, files come and go', async () => {
    const rows = { acc: read('acc.csv').trim().split('\n'), missed: read('missed_calls.csv').trim().split('\n') };
    const half = (lines: readonly string[]) => `${lines.slice(0, lines.length / 2).join('\n')}\n`;
    const where = folder.put({ 'acc.csv': half(rows.acc) });
    const records = await folder.open({ path: where, layout: 'kamailio' });
    const asIfFresh = async () => {
      const fresh = await folder.open({ path: where, layout: 'kamailio' });
      return { calls: sorted(await fresh.calls(['dst_user', 'src_user'])), unread: (await fresh.extent()).unread };
    };
    const asItIs = async () => {
      await untilLookedAgain();
      return { calls: sorted(await records.calls(['dst_user', 'src_user'])), unread: (await records.extent()).unread };
    };
    expect(await asItIs()).toEqual(await asIfFresh());
    folder.write(`${where}/missed_calls.csv`, `${rows.missed.join('\n')}\n`);
    expect(await asItIs()).toEqual(await asIfFresh());
    folder.write(`${where}/acc.csv`, `${rows.acc.join('\n')}\n`);
    expect(await asItIs()).toEqual(await asIfFresh());
    expect(await records.results()).toEqual(SEEN);
    rmSync(folder.at(`${where}/missed_calls.csv`));
    expect(await asItIs()).toEqual(await asIfFresh());
    folder.write(`${where}/acc.csv`, `${rows.acc[0]}\n${rows.acc.slice(-50).join('\n')}\n`);
    expect(await asItIs()).toEqual(await asIfFresh());
  }, 60_000);
});

function sorted<T>(rows: readonly T[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

test('tables are the files of exactly their name', async () => {
  const line = (id: number, callId: string) => `id,method,callid,sip_code,time\n${id},INVITE,${callId},200,2026-11-23 08:00:0${id}\n`;
  const records = await openKamailio({
    'acc.csv': line(1, 'a'),
    'acc-2026-11.csv': line(2, 'b'),
    'acc.2026-11-23.csv.gz': line(3, 'c'),
    'acc_cdrs.csv': line(4, 'd'),
    'acc_cdrs-2026.csv': line(5, 'e'),
    'account.csv': line(6, 'f'),
    'my-acc.csv': line(7, 'g'),
  });
  expect((await records.calls()).map(({ callId }) => callId)).toEqual(['a', 'b', 'c']);
});

test('only INVITE rows make calls', async () => {
  const records = await openKamailio({
    'acc.csv':
      'id,method,callid,sip_code,time\n1,INVITE,a,486,2026-11-23 08:00:00\n2,BYE,a,200,2026-11-23 08:00:01\n3,BYE,b,200,2026-11-23 08:00:02\n4,MESSAGE,c,200,nonsense\n',
  });
  expect(await records.codes()).toEqual({ 486: 1 });
  expect((await records.extent()).unread.rows).toBe(0);
});

test('a single file of the layout can be named itself', async () => {
  const where = folder.put({});
  copyFileSync(path.join(KAMAILIO, 'acc.csv'), folder.at(`${where}/acc.csv`));
  const records = await folder.open({ path: `${where}/acc.csv`, layout: 'kamailio' });
  expect((await records.results()).answered).toBe(192);
});
