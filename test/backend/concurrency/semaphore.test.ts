import { Semaphore } from '../../../src/backend/concurrency/semaphore';

const { signal: never } = new AbortController();
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('lets so many in at a time, the others in the order they came', async () => {
  const semaphore = new Semaphore(2);
  const entered: number[] = [];
  const ends: (() => void)[] = [];
  const jobs = [1, 2, 3, 4].map((job) =>
    semaphore.run(never, () => {
      entered.push(job);
      return new Promise<void>((resolve) => ends.push(resolve));
    })
  );
  await settled();
  expect(entered).toEqual([1, 2]);
  ends[1]?.();
  await settled();
  expect(entered).toEqual([1, 2, 3]);
  ends[0]?.();
  await settled();
  expect(entered).toEqual([1, 2, 3, 4]);
  ends.slice(2).forEach((end) => end());
  await Promise.all(jobs);
});

test('who is aborted while waiting leaves the queue, and nobody else waits longer for it', async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire(never);
  const leaving = new AbortController();
  const left = semaphore.acquire(leaving.signal);
  const next = semaphore.acquire(never);
  const reason = new Error('gone');
  leaving.abort(reason);
  await expect(left).rejects.toBe(reason);
  release();
  await expect(next).resolves.toBeInstanceOf(Function);
});

test('an aborted signal gets no permit, even where one is free', async () => {
  const reason = new Error('gone');
  const semaphore = new Semaphore(1);
  await expect(semaphore.acquire(AbortSignal.abort(reason))).rejects.toBe(reason);
  await expect(semaphore.acquire(never)).resolves.toBeInstanceOf(Function);
});

test('a permit is given back once, also by work that fails', async () => {
  const semaphore = new Semaphore(1);
  await expect(semaphore.run(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const release = await semaphore.acquire(never);
  release();
  release();
  await semaphore.acquire(never);
  let entered = false;
  void semaphore.acquire(never).then(() => (entered = true));
  await settled();
  expect(entered).toBe(false);
});

test('the highest rank comes first, and of equal ones who came first', async () => {
  const semaphore = new Semaphore(1);
  const release = await semaphore.acquire(never);
  const entered: string[] = [];
  const jobs = [
    ['low', -1],
    ['usual', 0],
    ['high', 5],
    ['usual too', 0],
    ['high too', 5],
  ] as const;
  const done = jobs.map(([name, rank]) => semaphore.run(never, async () => void entered.push(name), rank));
  release();
  await Promise.all(done);
  expect(entered).toEqual(['high', 'high too', 'usual', 'usual too', 'low']);
});
