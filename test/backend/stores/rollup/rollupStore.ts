import { OPEN_SERVER } from '../../../../src/backend/stores/open';
import { openSqlStore } from '../../../../src/backend/stores/sql/sqlStore';
import type { BreakdownAnswer, CountsAnswer } from '../../../../src/backend/stores/answer';
import type { ValuesAnswer } from '../../../../src/backend/stores/catalogueAnswer';
import type { CountsQuestion } from '../../../../src/backend/stores/question';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import type { Store } from '../../../../src/backend/stores/store';
import { serverConnection } from '../../../../src/domain/serverConnection';
import type { ServerEngine } from '../../../../src/domain/engines/engines';
import { parseSettings, vocabularyOf } from '../../../../src/domain/settings';
import type { ServerAccount } from '../../../support/servers/account';
import { sharedClickHouse } from '../../../support/servers/clickHouseServer';
import { sharedMariaDb } from '../../../support/servers/mariaDbServer';
import { type PostgresAccess, sharedPostgres } from '../../../support/servers/postgresServer';

const SHARED = { postgres: sharedPostgres, mysql: sharedMariaDb, clickhouse: sharedClickHouse };

/** An empty database of a real server, and stores on it. */
export class TestDatabase {
  private readonly stores: Store[] = [];

  private constructor(
    readonly engine: ServerEngine,
    private readonly account: {
      readonly url: string;
      readonly user: string;
      readonly database: string;
      readonly secureJsonData: { readonly password: string };
    },
    readonly query: (sql: string) => Promise<Record<string, unknown>[]>
  ) {}

  static async of(engine: ServerEngine): Promise<TestDatabase> {
    return TestDatabase.on(engine, await SHARED[engine]());
  }

  /** On a server that was started elsewhere. */
  static async on(
    engine: ServerEngine,
    server: Awaited<ReturnType<(typeof SHARED)[ServerEngine]>> | (ServerAccount & PostgresAccess)
  ): Promise<TestDatabase> {
    const database = await server.createDatabase();
    const account = { url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
    const query = 'url' in server ? (sql: string) => server.query(sql, {}, database) : (sql: string) => server.query(sql, [], database);
    return new TestDatabase(engine, account, query);
  }

  get name(): string {
    return this.account.database;
  }

  /**
   * A store whose clock stands still.
   * @param through what stands between the store and its server
   */
  open(json: object, now: number, through: (server: SqlServer) => SqlServer = (server) => server): Store {
    const { settings } = parseSettings({ engine: this.engine, ...json });
    if (settings.engine === 'files') {
      throw new Error('these are files');
    }
    const store = openSqlStore(
      settings,
      through(OPEN_SERVER[settings.engine](serverConnection(settings, this.account, 60_000))),
      vocabularyOf(settings),
      () => now
    );
    this.stores.push(store);
    return store;
  }

  async end(): Promise<void> {
    await Promise.all(this.stores.map((store) => store.close()));
  }
}

/** How many calls of each bucket, code, word and group, in an order of their own. */
export function countsOf({ bucket, code, word, words, group, calls }: CountsAnswer): string[] {
  const sums = new Map<string, number>();
  calls.forEach((count, row) => {
    const key = JSON.stringify([bucket?.[row], code[row], words[word[row] ?? -1] ?? null, group?.[row]]);
    sums.set(key, (sums.get(key) ?? 0) + count);
  });
  return [...sums].map(([key, count]) => `${key} ${count}`).sort();
}

/** The same of every combination of values, each by its own name. */
export function breakdownOf({ values, tooMany, ...answer }: BreakdownAnswer): unknown {
  const sums = new Map<string, number>();
  answer.calls.forEach((count, row) => {
    const key = JSON.stringify([
      answer.bucket?.[row],
      answer.code[row],
      answer.words[answer.word[row] ?? -1] ?? null,
      values[answer.group?.[row] ?? -1],
    ]);
    sums.set(key, (sums.get(key) ?? 0) + count);
  });
  return { tooMany, counts: [...sums].map(([key, count]) => `${key} ${count}`).sort() };
}

export function valuesOf({ values, calls, more }: ValuesAnswer): unknown {
  return { values, calls, more };
}

/** A question about all calls of a range. */
export function countsIn(from: string, to: string, other: Partial<CountsQuestion> = {}): CountsQuestion {
  return { kind: 'counts', range: { from: Date.parse(from), to: Date.parse(to) }, filters: [], grid: null, split: null, ...other };
}
