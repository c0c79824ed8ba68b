import type { CallResultSettings } from '../../src/domain/settings';
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { clickHouseEngines } from './clickHouse';
import { fileEngines } from './files';
import { mySqlEngines } from './mySql';
import { postgresEngines } from './postgres';
import type { Scenario } from './scenario';

/** One way to hold records. */
export interface EngineUnderTest {
  readonly name: string;
  /**
   * Makes the tables of a scenario and gives the data source that reads them.
   * @param recordsDir the plugin's records folder
   */
  load(scenario: Scenario, recordsDir: string): Promise<Omit<DataSourceSettings, 'uid' | 'name'>>;
}

/** Every engine there is; an engine of the settings without a line here does not compile. */
export const ENGINES: Readonly<Record<CallResultSettings['engine'], readonly EngineUnderTest[]>> = {
  files: fileEngines,
  postgres: postgresEngines,
  mysql: mySqlEngines,
  clickhouse: clickHouseEngines,
};
