import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import { openSqlStore } from '../../../../src/backend/stores/sql/sqlStore';
import type { CountsAnswer, CountsQuestion, Store, ValuesAnswer } from '../../../../src/backend/stores/store';
import { serverConnection } from '../../../../src/domain/serverConnection';
import { parseSettings, vocabularyOf } from '../../../../src/domain/settings';
import type { PostgresServer } from '../../../support/servers/postgresServer';

/** A store on a database of the server's, whose clock stands still. */
export function storeOn(server: PostgresServer, database: string, json: object, now: number): Store {
  const { settings } = parseSettings({ engine: 'postgres', ...json });
  if (settings.engine === 'files') {
    throw new Error('these are files');
  }
  const account = { url: `${server.host}:${server.port}`, user: server.user, database, secureJsonData: { password: server.password } };
  return openSqlStore(settings, openPostgresServer(serverConnection(settings, account, 60_000)), vocabularyOf(settings), () => now);
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

export function valuesOf({ values, calls, more }: ValuesAnswer): unknown {
  return { values, calls, more };
}

/** A question about all calls of a range. */
export function countsIn(from: string, to: string, other: Partial<CountsQuestion> = {}): CountsQuestion {
  return { kind: 'counts', range: { from: Date.parse(from), to: Date.parse(to) }, filters: [], grid: null, split: null, ...other };
}
