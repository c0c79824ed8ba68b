import { SharedLook } from '../../../src/backend/concurrency/sharedLook';

/** Looks that end when the test says so. */
function controlled(ages = { fresh: 60, usable: 120 }) {
  const begun: { resolve(value: string): void; reject(error: Error): void }[] = [];
  let now = 0;
  const look = () => new Promise<string>((resolve, reject) => void begun.push({ resolve, reject }));
  const looks = new SharedLook(look, ages, () => now);
  return {
    looks,
    begun,
    at: (time: number) => (now = time),
    /** Has the first look find something. */
    async find(value: string) {
      const getting = looks.get();
      begun[0]?.resolve(value);
      return getting;
    },
  };
}

test('all that ask at the same time share a look', async () => {
  const { looks, begun } = controlled();
  const asking = Array.from({ length: 16 }, () => looks.get());
  begun[0]?.resolve('tables');
  expect(new Set(await Promise.all(asking))).toEqual(new Set(['tables']));
  expect(begun).toHaveLength(1);
});

test('a failure goes to all that wait, and is not kept', async () => {
  const { looks, begun } = controlled();
  const asking = [looks.get(), looks.get()];
  begun[0]?.reject(new Error('gone'));
  expect((await Promise.allSettled(asking)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = looks.get();
  begun[1]?.resolve('tables');
  expect(await again).toBe('tables');
});

test('what was found is taken while one look renews it, and waited for once it is too old', async () => {
  const { looks, begun, at, find } = controlled();
  await find('old');
  at(59);
  expect([await looks.get(), begun.length]).toEqual(['old', 1]);
  at(60);
  expect([await looks.get(), await looks.get(), begun.length]).toEqual(['old', 'old', 2]);
  at(120);
  const waiting = looks.get();
  begun[1]?.resolve('new');
  expect(await waiting).toBe('new');
  expect(begun).toHaveLength(2);
});

test('a renewal that fails is told once what was found is too old', async () => {
  const { looks, begun, at, find } = controlled();
  await find('old');
  at(60);
  await looks.get();
  begun[1]?.reject(new Error('gone'));
  await looks.settled();
  expect(await looks.get()).toBe('old');
  begun[2]?.reject(new Error('gone'));
  await looks.settled();
  at(120);
  const asking = looks.get();
  begun[3]?.reject(new Error('gone'));
  await expect(asking).rejects.toThrow('gone');
});

test('what is found is as old as its look', async () => {
  const { looks, begun, at } = controlled();
  const asking = looks.get();
  at(60);
  begun[0]?.resolve('old');
  await asking;
  await looks.get();
  expect(begun).toHaveLength(2);
});

test('what turned out to be wrong is forgotten, and so is a look that had begun before', async () => {
  const { looks, begun, at, find } = controlled();
  const wrong = await find('wrong');
  at(60);
  await looks.get();
  looks.forget(wrong);
  const right = looks.get();
  begun[2]?.resolve('right');
  expect(await right).toBe('right');
  begun[1]?.resolve('wrong, too');
  await looks.settled();
  expect(await looks.get()).toBe('right');
  looks.forget(wrong);
  expect(await looks.get()).toBe('right');
  expect(begun).toHaveLength(3);
});

test('who comes when a look is under way that began too early shares the one after it', async () => {
  const { looks, begun, at } = controlled({ fresh: 0, usable: 0 });
  const [first, atOnce] = [looks.get(), looks.get()];
  at(1);
  const later = [looks.get(), looks.get()];
  begun[0]?.resolve('before');
  expect(await Promise.all([first, atOnce])).toEqual(['before', 'before']);
  // The look after it begins when that one has ended.
  await new Promise(setImmediate);
  begun[1]?.resolve('after');
  expect(await Promise.all(later)).toEqual(['after', 'after']);
  await looks.settled();
  expect(begun).toHaveLength(2);
});
