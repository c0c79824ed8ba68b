import type { CallResultSettings } from '../../src/domain/settings';
import { clickHouseDialect, clickHouseEngines } from './clickHouse';
import { fileEngines, filesDialect } from './files';
import type { DialectFixture } from './dialectFixture';
import type { EngineUnderTest } from './engineUnderTest';
import { mySqlDialect, mySqlEngines } from './mySql';
import { postgresDialect, postgresEngines } from './postgres';

type Engine = CallResultSettings['engine'];

/** Every engine there is; an engine of the settings without a line here does not compile. */
export const ENGINES: Readonly<Record<Engine, readonly EngineUnderTest[]>> = {
  files: fileEngines,
  postgres: postgresEngines,
  mysql: mySqlEngines,
  clickhouse: clickHouseEngines,
};

/** The SQL dialect of every engine. */
export const DIALECTS: Readonly<Record<Engine, DialectFixture>> = {
  files: filesDialect,
  postgres: postgresDialect,
  mysql: mySqlDialect,
  clickhouse: clickHouseDialect,
};
