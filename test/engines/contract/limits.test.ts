/** What a server may not be asked to do. */
import { sql } from 'kysely';
import { PATIENT } from '../../support/records';
import { answer, everyServer, failure } from './serverHarness';

everyServer((engine) => {
  const { fixture } = engine;
  const { crowded, hugeAnswer, writeRefused } = fixture;

  it.each(fixture.writes)('cannot write: %s', async (statement) => {
    const { kind, message } = await failure(engine.open().run(sql.raw(statement), PATIENT));
    expect([kind, message]).toEqual([writeRefused.kind, expect.stringMatching(writeRefused.told)]);
    const [counts] = (await engine.open().run(sql`select count(*) from kept`, PATIENT)).columns;
    expect(counts?.map(Number)).toEqual([0]);
    expect(await engine.open().has('other', PATIENT)).toBe(false);
  });

  if (hugeAnswer !== null) {
    it('refuses an answer with more text than fits into memory, and stops it in the server', async () => {
      const server = engine.open({ statementTimeoutMs: 60_000 });
      const { kind, message } = await failure(server.run(hugeAnswer, PATIENT));
      expect([kind, message]).toEqual(['query', expect.stringContaining('512 million characters')]);
      await engine.untilRunning(0);
      expect(await answer(server)).toBe(1);
    });
  }

  if (crowded !== null) {
    it('says when the user has no connection left', async () => {
      for (const statement of crowded.statements) {
        await engine.server.administer(statement);
      }
      const server = engine.open({ user: 'crowded', password: 'p', connections: 2, statementTimeoutMs: 2000 });
      const running = failure(server.run(fixture.slow, PATIENT));
      await engine.untilRunning(1);
      expect(await failure(answer(server))).toEqual({ kind: 'store', message: expect.stringContaining(crowded.told) as string });
      expect((await running).kind).toBe('timeout');
    });
  }
});
