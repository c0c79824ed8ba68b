import type { CallResultSettings } from '../../src/domain/settings';
import { clickHouseDialect, clickHouseEngines, clickHouseServer } from './clickHouse';
import { fileEngines, filesDialect } from './files';
import type { DialectFixture } from './dialectFixture';
import type { EngineUnderTest } from './engineUnderTest';
import type { ServerFixture } from './serverFixture';
import { mySqlDialect, mySqlEngines, mySqlServer } from './mySql';
import { postgresDialect, postgresEngines, postgresServer } from './postgres';

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

/** Every engine that is a server. */
export const SERVERS: Readonly<Record<Exclude<Engine, 'files'>, ServerFixture>> = {
  postgres: postgresServer,
  mysql: mySqlServer,
  clickhouse: clickHouseServer,
};
