import { readAccount, type ServerAccount } from '../support/servers/account';
import type { Scenario, ScenarioTable } from './scenario';

/** An existing server that tests use instead of one they start: the environment variable's address, or null. */
export function givenServer(variable: string): ServerAccount | null {
  const address = process.env[variable] ?? '';
  return address === '' ? null : readAccount(address);
}

/** The data source that reads a scenario's tables in a database of their own. */
export function dataSourceOf(engine: string, { host, port, user, password }: ServerAccount, database: string, { jsonData }: Scenario) {
  return { jsonData: { ...jsonData, engine }, url: `${host}:${port}`, user, database, secureJsonData: { password } };
}

/** Rows in portions that one statement can take. */
export function* portions(rows: ScenarioTable['rows']): Generator<ScenarioTable['rows']> {
  for (let from = 0; from < rows.length; from += 1_000) {
    yield rows.slice(from, from + 1_000);
  }
}
