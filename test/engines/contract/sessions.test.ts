import { PATIENT } from '../../support/records';
import { answer, everyServer, failure, until } from './serverHarness';

everyServer((engine) => {
  const { fixture } = engine;

  it('runs no more statements at a time than it may; the others wait in their order', async () => {
    const server = engine.open({ connections: 2 });
    const done: number[] = [];
    const running = [0, 1, 2, 3, 4, 5].map(async (number) => {
      await server.run(fixture.sleep(0.2), PATIENT);
      done.push(number);
    });
    let max = 0;
    const watch = (async () => {
      while (done.length < 6) {
        max = Math.max(max, await engine.server.connections());
      }
    })();
    await Promise.all([...running, watch]);
    expect(max).toBe(2);
    expect(done.slice(0, 2).sort()).toEqual([0, 1]);
    expect(done.slice(4).sort()).toEqual([4, 5]);
  });

  it('lets a waiting statement go, and gives its place to the next', async () => {
    const server = engine.open({ connections: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = failure(server.run(fixture.slow, first.signal));
    await engine.untilRunning(1);
    const waiting = failure(server.run(fixture.slow, second.signal));
    const third = answer(server);
    second.abort();
    expect((await waiting).kind).toBe('cancelled');
    expect(await engine.server.running()).toBe(1);
    first.abort();
    expect((await running).kind).toBe('cancelled');
    expect(await third).toBe(1);
  });

  it('has the server stop what takes too long', async () => {
    const server = engine.open({ statementTimeoutMs: fixture.timeLimit.ms });
    const { kind, message } = await failure(server.run(fixture.slow, PATIENT));
    expect([kind, message]).toEqual(['timeout', expect.stringContaining(fixture.timeLimit.told)]);
    expect(message).toContain('shorter time range');
    await engine.untilRunning(0);
    expect(await answer(server)).toBe(1);
  });

  it('tells when someone else stopped the statement, and works on', async () => {
    const server = engine.open();
    const running = failure(server.run(fixture.slow, PATIENT));
    await engine.untilRunning(1);
    await engine.server.stopStatements();
    expect(await running).toEqual({ kind: 'store', message: expect.stringContaining('The statement was stopped in the server') as string });
    expect(await answer(server)).toBe(1);
  });

  it('takes fresh connections where those that were kept are ended', async () => {
    const server = engine.open();
    expect(await Promise.all([answer(server), answer(server), answer(server)])).toEqual([1, 1, 1]);
    await engine.server.endConnections?.();
    expect(await Promise.all([answer(server), answer(server), answer(server)])).toEqual([1, 1, 1]);
  });

  it('closes connections that nobody uses', async () => {
    const server = engine.open({}, fixture.keepsConnections ? { idleMs: 200 } : {});
    await Promise.all([answer(server), answer(server)]);
    if (fixture.keepsConnections) {
      expect(await engine.server.connections()).toBeGreaterThan(0);
    }
    await until(async () => (await engine.server.connections()) === 0);
    expect(await answer(server)).toBe(1);
  });

  it('ends everything when it is closed', async () => {
    const server = engine.open({ connections: 1 });
    const running = failure(server.run(fixture.slow, PATIENT));
    const waiting = failure(server.run(fixture.slow, PATIENT));
    await engine.untilRunning(1);
    await server.close();
    await until(async () => (await engine.server.connections()) === 0);
    expect([(await running).kind, (await waiting).kind]).toEqual(['cancelled', 'cancelled']);
    expect((await failure(answer(server))).kind).toBe('cancelled');
  });
});
