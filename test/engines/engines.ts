import type { CallResultSettings } from '../../src/domain/settings';
import { clickHouseEngines } from './clickHouse';
import type { EngineUnderTest } from './engineUnderTest';
import { fileEngines } from './files';
import { mySqlEngines } from './mySql';
import { postgresEngines } from './postgres';

/** Every engine there is; an engine of the settings without a line here does not compile. */
export const ENGINES: Readonly<Record<CallResultSettings['engine'], readonly EngineUnderTest[]>> = {
  files: fileEngines,
  postgres: postgresEngines,
  mysql: mySqlEngines,
  clickhouse: clickHouseEngines,
};
