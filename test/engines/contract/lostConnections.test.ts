/** A server that ends, or whose connections are forgotten, is used again as soon as it is there. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PATIENT } from '../../support/records';
import { answer, everyOwnServer, failure } from './serverHarness';

everyOwnServer((engine) => {
  const { fixture } = engine;

  it.each(['stop', 'kill'] as const)('says so while the server is gone after a %s, and works again once it is back', async (ending) => {
    const server = engine.open();
    await Promise.all([answer(server), answer(server), answer(server)]);
    await engine.server[ending]();
    expect(await failure(answer(server))).toEqual({
      kind: 'store',
      message: expect.stringContaining(`Nothing listens at 127.0.0.1:${engine.server.port}`) as string,
    });
    await engine.server.start();
    expect(await answer(server)).toBe(1);
  });

  it.each(['stop', 'kill'] as const)('says so at a %s of the server while it answers', async (ending) => {
    const server = engine.open();
    await answer(server);
    const running = failure(server.run(fixture.slow, PATIENT));
    await engine.untilRunning(1);
    await engine.server[ending]();
    expect(await running).toEqual({ kind: 'store', message: expect.stringMatching(fixture.lost) as string });
    await engine.server.start();
    expect(await answer(server)).toBe(1);
  });

  it('takes fresh connections where the server was ended and started in between', async () => {
    const server = engine.open();
    await Promise.all([answer(server), answer(server)]);
    await engine.server.kill();
    await engine.server.start();
    expect(await Promise.all([answer(server), answer(server)])).toEqual([1, 1]);
  });

  if (!fixture.keepsConnections) {
    return;
  }

  it('takes a fresh connection where the one kept is silent, as behind a firewall that forgot it', async () => {
    const sockets: Socket[] = [];
    const firewall = createServer((socket) => {
      const behind = connect(engine.server.port, '127.0.0.1');
      sockets.push(socket, behind);
      socket.pipe(behind).pipe(socket);
      [socket, behind].forEach((side) => side.on('error', () => {}));
    });
    await new Promise<void>((resolve) => firewall.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = firewall.address() as AddressInfo;
      const server = engine.open({ address: { host: '127.0.0.1', port, path: '' } });
      expect(await answer(server)).toBe(1);
      sockets.forEach((side) => side.unpipe().pause());
      expect(await answer(server)).toBe(1);
      await server.close();
    } finally {
      sockets.forEach((side) => side.destroy());
      firewall.close();
    }
  });
});
