import type { DataSourceSettings } from '../../src/pluginHost/messages';
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
