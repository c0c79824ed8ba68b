import { Semaphores } from '../../../src/backend/concurrency/semaphores';

const { signal: never } = new AbortController();
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('lets so many of each key in at a time; those of another do not wait for them', async () => {
  const semaphores = new Semaphores(1);
  const entered: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (key: string, job: string) =>
    semaphores.run(key, never, () => {
      entered.push(job);
      return new Promise<void>((resolve) => ends.set(job, resolve));
    });
  const jobs = [enter('a', 'a1'), enter('a', 'a2'), enter('b', 'b1')];
  await settled();
  expect(entered).toEqual(['a1', 'b1']);
  ends.get('a1')?.();
  await settled();
  expect(entered).toEqual(['a1', 'b1', 'a2']);
  ends.forEach((end) => end());
  await Promise.all(jobs);
  // Nobody is left whose work would have to end before.
  await expect(semaphores.run('a', never, () => Promise.resolve('again'))).resolves.toBe('again');
});
