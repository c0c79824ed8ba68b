import { z } from 'zod';
import { durationSchema } from './durations';
import { dimensionName } from './filters';

/** Databases that call records may lie in. */
export const SERVER_ENGINES = ['postgres', 'mysql', 'clickhouse'] as const;
export type ServerEngine = (typeof SERVER_ENGINES)[number];

export const SERVER_TITLES: Readonly<Record<ServerEngine, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL or MariaDB',
  clickhouse: 'ClickHouse',
};

export const DEFAULT_PORTS: Readonly<Record<ServerEngine, number>> = { postgres: 5432, mysql: 3306, clickhouse: 8123 };

/** Port where an address names none. ClickHouse listens for HTTPS on a port of its own. */
export function defaultPort(engine: ServerEngine, tlsMode: TlsMode): number {
  return engine === 'clickhouse' && tlsMode !== 'disable' ? 8443 : DEFAULT_PORTS[engine];
}

/**
 * `disable`: no TLS. `require`: TLS, whoever the server is. `verify-ca`: the server's certificate must be signed by the CA
 * given (or one that the system trusts). `verify-full`: and be made out to the server's name.
 */
export const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export const DEFAULT_CONNECTIONS = 5;
export const MAX_CONNECTIONS = 50;

const tableName = z.string().min(1).max(200);
const pem = z.string().max(100_000);

/** A table or materialized view that keeps calls counted per bucket, code and dimensions. */
const rollupSchema = z.strictObject({
  table: tableName,
  /** Length of its buckets, such as `1m` or `1h`, aligned to UTC. */
  bucket: durationSchema,
  /** The dimensions it keeps, each in a column of that name. */
  dimensions: z.array(dimensionName).max(50).default([]),
});

export type RollupSetting = z.infer<typeof rollupSchema>;

/** What the settings of every database have besides those of all stores. */
export const serverFields = {
  tlsMode: z.enum(TLS_MODES).default('disable'),
  /** PEM text. Empty: the authorities that the system trusts. */
  tlsCaCertificate: pem.default(''),
  tlsClientCertificate: pem.default(''),
  /** The database's schema that tables are looked for in. Empty: where the user's statements look. */
  schema: z.string().max(200).default(''),
  /** A layout's table → its real name. */
  tables: z.record(z.string().min(1).max(100), tableName).default({}),
  rollup: rollupSchema.optional(),
  /** Statements that may run in the server at the same time; further ones wait. */
  connections: z.number().int().min(1).max(MAX_CONNECTIONS).default(DEFAULT_CONNECTIONS),
};
