import { InstanceCache } from '../../../src/backend/protocol/instances';
import type { PluginContext } from '../../../src/backend/protocol/plugin';

interface Thing {
  readonly uid: string;
  readonly number: number;
}

function cacheOf(limit?: number) {
  const log: string[] = [];
  let made = 0;
  const cache = new InstanceCache<Thing>(
    {
      create: async ({ uid }) => {
        made += 1;
        const thing = { uid, number: made };
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (uid === 'broken') {
          log.push('failed');
          throw new Error('broken');
        }
        log.push(`made ${uid}${thing.number}`);
        return thing;
      },
      dispose: async ({ uid, number }) => {
        log.push(`disposed ${uid}${number}`);
      },
    },
    limit
  );
  return { cache, log };
}

function through(uid: string, lastUpdatedMs = 1, orgId = 1, jsonData: unknown = {}): PluginContext {
  const instance = { uid, name: uid, url: '', user: '', database: '', jsonData, secureJsonData: {}, lastUpdatedMs };
  return { orgId, user: null, instance, headers: new Map() };
}

const numberOf = async ({ number }: Thing): Promise<number> => number;

it('makes one instance for all callers of a data source, also for those who come at once', async () => {
  const { cache } = cacheOf();
  const numbers = await Promise.all([1, 2, 3].map(() => cache.use(through('a'), numberOf)));
  expect([...numbers, await cache.use(through('a'), numberOf)]).toEqual([1, 1, 1, 1]);
});

it('tells organizations and data sources apart', async () => {
  const { cache } = cacheOf();
  const contexts = [through('a'), through('b'), through('a', 1, 2)];
  expect(await Promise.all(contexts.map((context) => cache.use(context, numberOf)))).toEqual([1, 2, 3]);
});

it('makes a new one when the settings change, and disposes the old one after its last call', async () => {
  const { cache, log } = cacheOf();
  let finish = (): void => undefined;
  const slow = cache.use(through('a', 1), async ({ number }) => {
    await new Promise<void>((resolve) => (finish = resolve));
    log.push(`used a${number}`);
  });
  await cache.use(through('a', 1), numberOf);
  expect(await cache.use(through('a', 2), numberOf)).toBe(2);
  expect(log).toEqual(['made a1', 'made a2']);
  finish();
  await slow;
  await cache.close();
  expect(log).toEqual(['made a1', 'made a2', 'used a1', 'disposed a1', 'disposed a2']);
});

it('sees a second change within the same second', async () => {
  const { cache, log } = cacheOf();
  const numbers = [
    await cache.use(through('a', 1000, 1, { path: 'x' }), numberOf),
    await cache.use(through('a', 1000, 1, { path: 'y' }), numberOf),
  ];
  await cache.close();
  expect(numbers).toEqual([1, 2]);
  expect(log).toContain('disposed a1');
});

it('does not keep a failed creation', async () => {
  const { cache, log } = cacheOf();
  await expect(cache.use(through('broken'), numberOf)).rejects.toThrow('broken');
  await expect(cache.use(through('broken'), numberOf)).rejects.toThrow('broken');
  expect(log).toEqual(['failed', 'failed']);
});

it('keeps at most so many, the recently used ones', async () => {
  const { cache, log } = cacheOf(2);
  for (const uid of ['a', 'b', 'a', 'c']) {
    await cache.use(through(uid), numberOf);
  }
  expect(log).toEqual(['made a1', 'made b2', 'disposed b2', 'made c3']);
  expect(await Promise.all(['a', 'c'].map((uid) => cache.use(through(uid), numberOf)))).toEqual([1, 3]);
});

it('is closed only when the running calls have finished', async () => {
  const { cache, log } = cacheOf();
  let finish = (): void => undefined;
  const slow = cache.use(through('a'), () => new Promise<void>((resolve) => (finish = resolve)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const closing = cache.close().then(() => log.push('closed'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(log).toEqual(['made a1']);
  finish();
  await Promise.all([slow, closing]);
  expect(log).toEqual(['made a1', 'disposed a1', 'closed']);
});

it('refuses a request without a data source', async () => {
  const { cache } = cacheOf();
  await expect(cache.use({ ...through('a'), instance: null }, numberOf)).rejects.toMatchObject({ status: 400 });
});
