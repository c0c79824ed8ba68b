/** A statement that is cancelled stops in the server, too. */
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, everyServer, failure } from './serverHarness';

everyServer((engine) => {
  const { fixture } = engine;

  it('refuses at once what was cancelled before', async () => {
    const server = engine.open();
    expect((await failure(server.run(fixture.slow, AbortSignal.abort()))).kind).toBe('cancelled');
    expect(await engine.server.running()).toBe(0);
  });

  it.each([0, 1, 5, 20, 300])('stops a statement %i ms after it began, and works on', async (ms) => {
    const server = engine.open({ connections: 1 });
    await answer(server);
    const controller = new AbortController();
    const running = failure(server.run(fixture.slow, controller.signal));
    await sleep(ms);
    controller.abort();
    // Given up long before the statement would have ended, or reached the limit of its time.
    await engine.untilRunning(0);
    expect((await running).kind).toBe('cancelled');
    expect(await answer(server)).toBe(1);
  });

  it('stops the first statement of a connection', async () => {
    const server = engine.open({ connections: 1 });
    const controller = new AbortController();
    const running = failure(server.run(fixture.slow, controller.signal));
    await engine.untilRunning(1);
    controller.abort();
    expect((await running).kind).toBe('cancelled');
    await engine.untilRunning(0);
  });

  it('stops a statement that is sending its answer', async () => {
    const server = engine.open();
    const controller = new AbortController();
    const running = failure(server.run(fixture.endlessRows, controller.signal));
    await engine.untilRunning(1);
    await sleep(100);
    controller.abort();
    expect((await running).kind).toBe('cancelled');
    await engine.untilRunning(0);
    expect(await answer(server)).toBe(1);
  });
});
