import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlServer } from '../../../src/backend/stores/sql/sqlServer';
import type { CallResultError } from '../../../src/domain/errors';
import type { ServerConnection } from '../../../src/domain/serverConnection';
import { PATIENT } from '../../support/records';
import { SERVERS } from '../engines';
import type { ReachedServer, ServerFixture } from '../serverFixture';

/** Opens the plugin's side of a server, and looks from the server's side at what it does. */
export class ServerHarness<T extends ReachedServer> {
  private reached: T | null = null;
  private readonly opened: SqlServer[] = [];

  constructor(
    readonly fixture: ServerFixture,
    reach: () => Promise<T>
  ) {
    beforeAll(async () => {
      this.reached = await reach();
      for (const statement of fixture.prepare) {
        await this.reached.administer(statement);
      }
    });
    afterEach(async () => {
      await Promise.all(this.opened.splice(0).map((server) => server.close()));
      await until(async () => (await this.server.connections()) === 0);
    });
  }

  get server(): T {
    if (this.reached === null) {
      throw new Error('The server is reached before the first test only.');
    }
    return this.reached;
  }

  /** Closed after the test. */
  open(other: Partial<ServerConnection> = {}, waits: Parameters<ServerFixture['open']>[1] = {}): SqlServer {
    const server = this.fixture.open(this.server.connection(other), waits);
    this.opened.push(server);
    return server;
  }

  async untilRunning(statements: number): Promise<void> {
    await until(async () => (await this.server.running()) === statements);
  }
}

/** Runs the tests for every engine's server, which they share with other files. */
export function everyServer(tests: (harness: ServerHarness<ReachedServer>) => void): void {
  describe.each(Object.values(SERVERS))('$name', (fixture) => tests(new ServerHarness(fixture, () => fixture.reach())));
}

/** Runs the tests for a server of every engine that they may stop and start. */
export function everyOwnServer(tests: (harness: ServerHarness<Awaited<ReturnType<ServerFixture['start']>>>) => void): void {
  describe.each(Object.values(SERVERS))('$name', (fixture) => {
    const harness = new ServerHarness(fixture, () => fixture.start());
    afterAll(() => harness.server.remove());
    tests(harness);
  });
}

/** What the server answers to the question for the number 1. */
export async function answer(server: SqlServer): Promise<number> {
  return Number((await server.run(sql`select 1`, PATIENT)).columns[0]?.[0]);
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await condition()); await sleep(20)) {
    if (Date.now() > end) {
      throw new Error('That did not happen within 10 s.');
    }
  }
}

/** The kind and text of the error; it never tells the password. */
export async function failure(work: Promise<unknown>): Promise<Pick<CallResultError, 'kind' | 'message'>> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason as CallResultError
  );
  expect(error).toBeInstanceOf(Error);
  const { kind, message } = error as CallResultError;
  expect(message).not.toMatch(/correct horse|PRIVATE KEY/);
  return { kind, message };
}
