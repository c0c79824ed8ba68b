import { z } from 'zod';
import { callLinkSchema } from './callLink';
import { CallResultError } from './errors';
import { durationSchema } from './durations';
import { dimensionName, listFilterSchema, MAX_FILTERS } from './filters';
import { tableNames } from './layouts/layout';
import { CALL_TIMES } from './callTimes';
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from './layouts/layouts';
import { numberMaskSchema } from './numberMask';
import { parseWith } from './parse';
import { RESULTS } from './results';
import { compileRules, MAX_RULES, type RuleTable } from './rules';
import { serverFields } from './serverSettings';
import { timeZoneSchema } from './timeZone';
import { VOCABULARY_NAMES } from './vocabularies/names';
import { VOCABULARIES } from './vocabularies/vocabularies';
import { type Vocabulary, withWords } from './vocabularies/vocabulary';

export const SETTINGS_VERSION = 1;
export const DEFAULT_LAYOUT: LayoutName = 'calls';
export const DEFAULT_RECORDS_DIR = '/var/lib/grafana/call-records';

const columnName = z.string().min(1).max(200);
const MAX_PREFIXES = 1_000;

const plainDimension = z.strictObject({ name: dimensionName, column: columnName });
const domainDimension = z.strictObject({ name: dimensionName, column: columnName, derive: z.literal('domain') });
const prefixDimension = z.strictObject({
  name: dimensionName,
  column: columnName,
  derive: z.literal('prefix'),
  /** Leading digits to look for; the longest that fits wins. */
  prefixes: z
    .array(z.string().regex(/^\+?\d{1,20}$/, 'allowed: leading digits such as 49 or +4930'))
    .min(1)
    .max(MAX_PREFIXES),
});
const directionDimension = z.strictObject({
  name: dimensionName,
  derive: z.literal('direction'),
  /** Columns with the calling and the called address. */
  from: columnName,
  to: columnName,
  /** Domains, or leading digits of numbers, that are one's own. */
  own: z.array(z.string().min(1).max(200)).min(1).max(MAX_PREFIXES),
});

/**
 * A dimension that an administrator names: a column, the domain of an address, the leading digits of a number, or the
 * direction (`inbound`, `outbound`, `internal`, `transit`) of a call.
 */
export type DimensionSetting = z.infer<typeof plainDimension | typeof domainDimension | typeof prefixDimension | typeof directionDimension>;

/** Told apart by `derive`, which a plain column does not have, so that an error names the one field that is wrong. */
const dimensionSchema: z.ZodType<DimensionSetting, DimensionSetting> = z.discriminatedUnion('derive', [
  plainDimension.extend({ derive: z.undefined().optional() }),
  domainDimension,
  prefixDimension,
  directionDimension,
]);

const ruleSchema = z.strictObject({
  codes: z.string().max(1_000).optional(),
  words: z.array(z.string().max(200)).max(200).optional(),
  result: z.enum(RESULTS),
});

const common = {
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION),
  layout: z.enum(LAYOUT_NAMES).default(DEFAULT_LAYOUT),
  /** Zone of times that are stored without one, and of calendar buckets where a query names none. */
  timeZone: timeZoneSchema.default('UTC'),
  /** Absent: the layout's own choice. */
  callTime: z.enum(CALL_TIMES).optional(),
  /** A layout's column → the column of the records that holds it. */
  columns: z.record(z.string().min(1).max(100), columnName).default({}),
  dimensions: z.array(dimensionSchema).max(100).default([]),
  rules: z.array(ruleSchema).max(MAX_RULES).default([]),
  /** What the records' own words mean. Absent: the layout's own choice. */
  vocabulary: z.enum(VOCABULARY_NAMES).optional(),
  /** What single words mean instead: word → SIP code. */
  words: z.record(z.string().min(1).max(200), z.number().int().min(200).max(699)).default({}),
  /** How late records may arrive, such as `60s` or `5m`. Absent: the layout's proposal. */
  settle: durationSchema.optional(),
  /** Conditions that every question gets and no query can widen. */
  scope: z.array(listFilterSchema).max(MAX_FILTERS).default([]),
  /** Which digits of telephone numbers are hidden in answers. */
  maskNumbers: numberMaskSchema.default('none'),
  /** The same for viewers, and for whoever is not known, such as alert rules and public dashboards. Absent: as for everybody. */
  maskNumbersForViewers: numberMaskSchema.optional(),
  /** Where a call's identifier leads, such as `https://homer.example/search?callid=${callId}`. */
  callLink: callLinkSchema.optional(),
};

const filesSchema = z.object({
  ...common,
  engine: z.literal('files').default('files'),
  /** A folder, a file, a glob or a .duckdb file inside the records folder. Empty: the records folder itself. */
  path: z.string().max(4_000).default(''),
});

const postgresSchema = z.object({ ...common, ...serverFields, engine: z.literal('postgres') });
const mysqlSchema = z.object({ ...common, ...serverFields, engine: z.literal('mysql') });
const clickhouseSchema = z.object({ ...common, ...serverFields, engine: z.literal('clickhouse') });

const settingsSchema = z.preprocess(
  (json) => (typeof json === 'object' && json !== null && !('engine' in json) ? { ...json, engine: 'files' } : json),
  z.discriminatedUnion('engine', [filesSchema, postgresSchema, mysqlSchema, clickhouseSchema])
);

export type FilesSettings = z.infer<typeof filesSchema>;

export type ServerSettings = z.infer<typeof postgresSchema | typeof mysqlSchema | typeof clickhouseSchema>;

/** The `jsonData` of a data source, defaults filled in. */
export type CallResultSettings = z.infer<typeof settingsSchema>;

/** The `jsonData` as it is stored: everything may be absent but the name of a database's engine. */
export type StoredSettings = StoredFilesSettings | StoredServerSettings;
export type StoredFilesSettings = z.input<typeof filesSchema>;
export type StoredServerSettings = z.input<typeof postgresSchema | typeof mysqlSchema | typeof clickhouseSchema>;

/**
 * The one door through which settings come in; the rules are compiled as well, since a data source with a wrong rule
 * must not count.
 * @throws CallResultError `settings`: which field, what came, what is allowed.
 */
export function parseSettings(json: unknown): { settings: CallResultSettings; rules: RuleTable } {
  const settings = parseWith(settingsSchema, json, 'settings');
  refuseDoubleDimensions(settings.dimensions);
  refuseUnknownColumns(settings);
  refuseUnknownTables(settings);
  return { settings, rules: compileRules(settings.rules, vocabularyOf(settings)) };
}

/** What the records' own words mean: by the vocabulary that the settings, or else the layout, choose, but for the words that the settings name. */
export function vocabularyOf({ layout, vocabulary, words }: Pick<CallResultSettings, 'layout' | 'vocabulary' | 'words'>): Vocabulary {
  return withWords(VOCABULARIES[vocabulary ?? LAYOUTS[layout].vocabulary], words);
}

function refuseDoubleDimensions(dimensions: readonly DimensionSetting[]): void {
  const seen = new Set<string>();
  for (const { name } of dimensions) {
    if (seen.has(name)) {
      throw new CallResultError('settings', `dimensions: "${name}" is named twice; give each dimension a name of its own.`);
    }
    seen.add(name);
  }
}

/** A misspelt column would be looked for under its own name, and missed. */
function refuseUnknownColumns({ layout, columns }: CallResultSettings): void {
  const known: readonly string[] = LAYOUTS[layout].columns.map(({ name }) => name);
  const unknown = Object.keys(columns).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CallResultError('settings', `columns: "${unknown}" is no column of the layout ${layout}; allowed: ${known.join(', ')}.`);
  }
}

/** So would a misspelt table. */
function refuseUnknownTables(settings: CallResultSettings): void {
  if (settings.engine === 'files') {
    return;
  }
  const known: readonly string[] = tableNames(LAYOUTS[settings.layout]);
  const unknown = Object.keys(settings.tables).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CallResultError(
      'settings',
      `tables: "${unknown}" is no table of the layout ${settings.layout}; allowed: ${known.join(', ')}.`
    );
  }
}
