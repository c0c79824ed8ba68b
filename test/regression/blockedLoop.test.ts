/** A process that was busy for seconds took servers for silent whose answers had arrived meanwhile. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSession } from '../../src/backend/stores/sql/openSession';
import { ServerPulse } from '../../src/backend/stores/sql/serverPulse';
import { cutOnAbort, within } from '../../src/backend/stores/sql/sessionTimers';
import { PATIENT } from '../support/records';

/** Something from outside the process, which it cannot read while it is busy. */
async function answerAfterBlock(ms: number): Promise<string> {
  await sleep(1);
  const until = performance.now() + ms;
  while (performance.now() < until);
  return readFile(__filename, 'utf8');
}

test('while a connection is opened', async () => {
  const close = () => Promise.resolve();
  const open = (signal: AbortSignal) =>
    cutOnAbort(
      signal,
      () => undefined,
      answerAfterBlock(1_200).then(() => ({ close }))
    );
  await expect(openSession(open, 1_000, PATIENT)).resolves.toEqual({ close });
});

test('while a kept connection is tried', async () => {
  await expect(within(600, () => undefined, answerAfterBlock(900))).resolves.toContain('blockedLoop');
});

test('while a server is asked whether it is there', async () => {
  let asked = 0;
  const pulse = new ServerPulse(() => (asked++ === 0 ? answerAfterBlock(3_200) : Promise.resolve()));
  const connection = { received: 0, cut: () => undefined };
  await expect(pulse.untilAnswered(performance.now(), connection, () => sleep(4_700, 'answer'))).resolves.toBe('answer');
}, 10_000);

test('what does not answer is still given up', async () => {
  const began = performance.now();
  await expect(within(600, () => undefined, sleep(3_000, undefined, { ref: false }))).rejects.toThrow('did not answer');
  expect(performance.now() - began).toBeLessThan(1_500);
});
