import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import { PATIENT } from '../support/records';
import type { OpenDialect } from './dialectFixture';

/** @param administer runs a statement as the owner of the server's database */
export async function openDialect(server: SqlServer, administer: OpenDialect['administer']): Promise<OpenDialect> {
  // Some servers are known, and with them their dialect, once they have answered.
  await server.has('nothing', PATIENT);
  return { dialect: server.dialect, run: (statement) => server.run(statement, PATIENT), administer, close: () => server.close() };
}
