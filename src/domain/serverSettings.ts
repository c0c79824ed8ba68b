import { z } from 'zod';
import { durationSchema } from './durations';
import { dimensionName } from './filters';
import { settingTexts } from './settingTexts';

/**
 * `disable`: no TLS. `require`: TLS, whoever the server is. `verify-ca`: the server's certificate must be signed by the CA
 * given (or one that the system trusts). `verify-full`: and be made out to the server's name.
 */
export const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export const DEFAULT_CONNECTIONS = 5;
export const MAX_CONNECTIONS = 50;
export const DEFAULT_STALE_FOR = '15m';

/** No name in a database contains one, and some databases end a statement at a NUL. */
export const CONTROL_CHARACTER = /\p{Cc}/u;

/** Of a table or schema. */
const databaseName = z
  .string()
  .max(200)
  .refine((name) => !CONTROL_CHARACTER.test(name), { error: 'allowed: a name without control characters' });
const tableName = databaseName.min(1);
const pem = z.string().max(100_000);

/** A table or materialized view that keeps calls counted per bucket, code and dimensions. */
export const rollupFields = {
  table: tableName.clone().register(settingTexts, {
    label: 'Rollup table',
    help: 'The name of the table or view in the database.',
  }),
  bucket: durationSchema.clone().register(settingTexts, {
    label: 'Rollup bucket',
    help: 'The length of its time buckets, such as 1m or 1h, aligned to UTC.',
  }),
  dimensions: z.array(dimensionName).max(50).default([]).register(settingTexts, {
    label: 'Rollup dimensions',
    help: 'The dimensions that it has, each in a column of that name.',
  }),
};
const rollupSchema = z.strictObject(rollupFields);

export type RollupSetting = z.infer<typeof rollupSchema>;

/** What the settings of every database have besides those of all stores. */
export const serverFields = {
  tlsMode: z.enum(TLS_MODES).default('disable').register(settingTexts, {
    label: 'TLS mode',
    help: 'Whether the connection uses TLS, and how the server is checked.',
  }),
  tlsCaCertificate: pem.default('').register(settingTexts, {
    label: 'CA certificate',
    help: "The certificate of the authority that signed the server's certificate, as PEM text.",
    whenAbsent: "the system's CA certificates",
  }),
  tlsClientCertificate: pem.default('').register(settingTexts, {
    label: 'Client certificate',
    help: 'A certificate for servers that require one of their clients, as PEM text.',
  }),
  schema: databaseName.default('').register(settingTexts, {
    label: 'Schema',
    help: 'The schema of the tables.',
    whenAbsent: "the user's search path",
  }),
  tables: z.record(z.string().min(1).max(100), tableName).default({}).register(settingTexts, {
    label: 'Tables',
    help: "The layout's tables that have another name in your database.",
    whenAbsent: "the layout's names",
  }),
  rollup: rollupSchema.optional().register(settingTexts, {
    label: 'Rollup',
    help: 'A table or materialized view with precounted calls, which replaces the records wherever the answer is the same.',
  }),
  connections: z
    .number()
    .int()
    .min(1)
    .max(MAX_CONNECTIONS)
    .default(DEFAULT_CONNECTIONS)
    .register(settingTexts, {
      label: 'Connections',
      help: `Statements that run in the server at the same time (1 to ${MAX_CONNECTIONS}); further statements wait.`,
    }),
  staleFor: durationSchema.default(DEFAULT_STALE_FOR).register(settingTexts, {
    label: 'Stale answers',
    help: 'The maximum age of the last answers, which panels but no alert rules show while the database cannot be reached; 0s shows none.',
  }),
};
