import { openStore } from '../../src/backend/stores/open';
import type { Store } from '../../src/backend/stores/store';
import type { RuleTable } from '../../src/domain/rules';
import { parseSettings } from '../../src/domain/settings';
import type { EngineUnderTest } from './engineUnderTest';
import type { Scenario } from './scenario';

export interface OpenScenario {
  readonly store: Store;
  readonly rules: RuleTable;
}

/** Loads a scenario into an engine and opens the store of its records, which the caller closes. */
export async function openScenario(engine: EngineUnderTest, scenario: Scenario, recordsDir: string): Promise<OpenScenario> {
  return openLoaded(await engine.load(scenario, recordsDir), recordsDir);
}

/** Opens the store of records that an engine has loaded, which the caller closes. */
export async function openLoaded(
  { jsonData, url = '', user = '', database = '', secureJsonData = {} }: Awaited<ReturnType<EngineUnderTest['load']>>,
  recordsDir: string
): Promise<OpenScenario> {
  const { settings, rules } = parseSettings(Object.assign({ version: 1 }, jsonData));
  const account = { url, user, database, secureJsonData };
  const store = await openStore(settings, account, { memoryLimitMb: 512, threads: 2, longestQueryMs: 60_000, recordsDir });
  return { store, rules };
}
