import { CallResultError } from '../../domain/errors';
import { type FoundColumns, knownTables, recognizeLayouts, type RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { type ServerAccount, serverConnection } from '../../domain/serverConnection';
import type { CallResultSettings, ServerSettings } from '../../domain/settings';
import { findFileColumns } from './duckdb/recognizeFiles';
import { OPEN_SERVER } from './open';
import type { SqlServer } from './sql/sqlServer';
import type { StoreEnvironment } from './store';

/**
 * The layouts that the records of a data source fit, whatever its settings say of them.
 * @throws CallResultError if they cannot be reached
 */
export async function recognizeRecords(
  settings: CallResultSettings,
  account: ServerAccount,
  environment: StoreEnvironment,
  signal: AbortSignal
): Promise<RecognizedLayout[]> {
  if (settings.engine === 'files') {
    return recognizeLayouts(await findFileColumns(settings, environment, signal));
  }
  const server = OPEN_SERVER[settings.engine](serverConnection(settings, account, environment.longestQueryMs));
  try {
    return recognizeLayouts(await findTableColumns(server, settings, signal));
  } finally {
    await server.close();
  }
}

/** The columns of every table that a layout knows by name, under its real name. */
async function findTableColumns(server: SqlServer, settings: ServerSettings, signal: AbortSignal): Promise<FoundColumns[]> {
  const names = new Set(knownTables().map(({ name }) => settings.tables[name] ?? name));
  const found: FoundColumns[] = [];
  for (const name of names) {
    if (await isThere(server, name, signal)) {
      found.push({ name, columns: (await server.describe(name, signal)).map((column) => column.name) });
    }
  }
  return found;
}

async function isThere(server: SqlServer, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await server.has(name, signal);
  } catch (error) {
    if (error instanceof CallResultError && error.kind === 'settings') {
      return false;
    }
    throw error;
  }
}
