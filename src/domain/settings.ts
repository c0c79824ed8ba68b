import { z } from 'zod';
import { callLinkSchema } from './callLink';
import { SERVER_ENGINES } from './engines/engines';
import { CallResultError } from './errors';
import { recordColumnSchema } from './recordColumn';
import { durationSchema, parseDuration, UNIT_MS } from './durations';
import { type DimensionSetting, dimensionSchema } from './dimensionSettings';
import { listFilterSchema, MAX_FILTERS } from './filters';
import { tableNames } from './layouts/layout';
import { CALL_TIMES } from './callTimes';
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from './layouts/layouts';
import { mergeSchema, rowConditionSchema } from './mergeSettings';
import { refuseMisplacedSettings } from './misplacedSettings';
import { numberMaskSchema } from './numberMask';
import { parseWith } from './parse';
import { RESULTS } from './results';
import { columnConditionsSchema } from './rowRules';
import { compileRules, MAX_RULES, type RuleTable } from './rules';
import { serverFields } from './serverSettings';
import { settingTexts } from './settingTexts';
import { timeFormatSchema } from './timeFormat';
import { timeZoneSchema } from './timeZone';
import { VOCABULARY_NAMES } from './vocabularies/names';
import { VOCABULARIES } from './vocabularies/vocabularies';
import { type Vocabulary, withWords } from './vocabularies/vocabulary';

export const SETTINGS_VERSION = 1;
export const DEFAULT_LAYOUT: LayoutName = 'calls';
export const DEFAULT_RECORDS_DIR = '/var/lib/grafana/call-records';

export const DEFAULT_LIVE_INTERVAL = '5s';

/** A statement a second is the most that a live panel may cost. */
export const liveIntervalSchema = durationSchema.refine(
  (text) => {
    const ms = parseDuration(text) ?? 0;
    return ms >= UNIT_MS.s && ms <= UNIT_MS.h;
  },
  { error: 'allowed: from 1s to 1h' }
);

const ruleSchema = z.strictObject({
  codes: z.string().max(1_000).optional(),
  words: z.array(z.string().max(200)).max(200).optional(),
  when: columnConditionsSchema.optional(),
  result: z.enum(RESULTS).optional(),
  code: z.number().int().min(200).max(699).optional(),
});

/** The settings of every store. Each field has its default and its text here, which the config editor and the docs show. */
const common = {
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION).register(settingTexts, {
    label: 'Version',
    help: 'Version of these settings.',
  }),
  layout: z.enum(LAYOUT_NAMES).default(DEFAULT_LAYOUT).register(settingTexts, {
    label: 'Layout',
    help: 'The system that wrote the records.',
  }),
  timeZone: timeZoneSchema.default('UTC').register(settingTexts, {
    label: 'Time zone',
    help: 'The zone of times that are stored without one, and of calendar buckets where a query names none.',
  }),
  timeFormat: timeFormatSchema.optional().register(settingTexts, {
    label: 'Time format',
    help: 'How texts of times are written, such as MM/DD/YYYY hh:mm:ss A.',
    whenAbsent: 'told from the values',
  }),
  callTime: z.enum(CALL_TIMES).optional().register(settingTexts, {
    label: 'Call time',
    help: 'The time that places a call: start, answer or end.',
    whenAbsent: "the layout's choice",
  }),
  columns: z.record(z.string().min(1).max(100), recordColumnSchema).default({}).register(settingTexts, {
    label: 'Columns',
    help: "The layout's columns that have another name in your records.",
    whenAbsent: "the layout's names",
  }),
  dimensions: z.array(dimensionSchema).max(100).default([]).register(settingTexts, {
    label: 'Dimensions',
    help: 'Additional dimensions to filter and split calls by.',
  }),
  missing: z.array(z.string().min(1).max(100)).max(50).default([]).register(settingTexts, {
    label: 'Missing values',
    help: 'Additional spellings of "no value", in all columns.',
  }),
  merge: mergeSchema.optional().register(settingTexts, {
    label: 'Merging',
    help: 'How the rows of one call become one: the columns of its identity, the row that decides, and how far apart rows may be.',
    whenAbsent: "the layout's choice",
  }),
  only: z.array(rowConditionSchema).max(20).default([]).register(settingTexts, {
    label: 'Rows that are calls',
    help: 'Conditions that rows must meet to be counted.',
  }),
  settle: durationSchema.optional().register(settingTexts, {
    label: 'Settle time',
    help: 'How late records may arrive, such as 60s or 5m; alert rules do not judge newer calls.',
    whenAbsent: "the layout's proposal",
  }),
  scope: z.array(listFilterSchema).max(MAX_FILTERS).default([]).register(settingTexts, {
    label: 'Scope',
    help: "Conditions on every query, which no query can widen, so that a customer's organization sees only its calls.",
  }),
  vocabulary: z.enum(VOCABULARY_NAMES).optional().register(settingTexts, {
    label: 'Cause code set',
    help: 'The SIP status codes of the causes and dispositions that records have instead.',
    whenAbsent: "the layout's choice",
  }),
  words: z.record(z.string().min(1).max(200), z.number().int().min(200).max(699)).default({}).register(settingTexts, {
    label: 'Disposition mapping',
    help: 'The SIP status codes, 200 to 699, of single dispositions, in place of those of the cause code set.',
  }),
  rules: z.array(ruleSchema).max(MAX_RULES).default([]).register(settingTexts, {
    label: 'Result rules',
    help: 'Rules that apply before the default ones; the first match decides.',
  }),
  maskNumbers: numberMaskSchema.default('none').register(settingTexts, {
    label: 'Mask phone numbers',
    help: 'The digits of phone numbers to mask: none, all, or how many of the last digits.',
  }),
  maskNumbersForViewers: numberMaskSchema.optional().register(settingTexts, {
    label: 'Mask phone numbers for viewers',
    help: 'The same for viewers, visitors without a login, alert rules and public dashboards.',
    whenAbsent: 'the mask of everyone else',
  }),
  liveInterval: liveIntervalSchema.default(DEFAULT_LIVE_INTERVAL).register(settingTexts, {
    label: 'Live interval',
    help: 'How often live panels are counted, such as 5s or 1m; from 1s to 1h.',
  }),
  callLink: callLinkSchema.optional().register(settingTexts, {
    label: 'Call link',
    help: "Link of a call's identifier: an http or https address with ${callId}.",
  }),
};

const filesFields = {
  engine: z.literal('files').default('files').register(settingTexts, {
    label: 'Store',
    help: 'Where the call records are; they are only read.',
  }),
  path: z.string().max(4_000).default('').register(settingTexts, {
    label: 'Path',
    help: 'A folder, a file, a glob such as 2026/*.parquet, or a .duckdb file inside the records folder.',
    whenAbsent: 'the records folder',
  }),
  header: z.boolean().default(true).register(settingTexts, {
    label: 'Header line',
    help: 'Whether CSV files begin with a line of column names; without one, name columns by their position, from 1.',
  }),
  encoding: z.string().min(1).max(40).optional().register(settingTexts, {
    label: 'Encoding',
    help: 'The character encoding of text files, such as windows-1251 or Shift_JIS.',
    whenAbsent: 'told from the file',
  }),
};

/** Every field of the settings, whatever the store. */
export const settingFields = { ...common, ...filesFields, ...serverFields };
export type SettingName = keyof typeof settingFields;

const filesSchema = z.object({ ...common, ...filesFields });

const serverSchema = z.object({ ...common, ...serverFields, engine: z.enum(SERVER_ENGINES) });

const settingsSchema = z.preprocess(
  (json) =>
    typeof json === 'object' && json !== null && !Array.isArray(json) && !('engine' in json) ? { ...json, engine: 'files' } : json,
  z.discriminatedUnion('engine', [filesSchema, serverSchema])
);

export type FilesSettings = z.infer<typeof filesSchema>;

export type ServerSettings = z.infer<typeof serverSchema>;

/** The `jsonData` of a data source, defaults filled in. */
export type CallResultSettings = z.infer<typeof settingsSchema>;

/** The `jsonData` as it is stored: everything may be absent but the name of a database's engine. */
export type StoredSettings = StoredFilesSettings | StoredServerSettings;
export type StoredFilesSettings = z.input<typeof filesSchema>;
export type StoredServerSettings = z.input<typeof serverSchema>;

/**
 * The one door through which settings come in; the rules are compiled as well, since a data source with a wrong rule
 * must not count.
 * @throws CallResultError `settings`: which field, what came, what is allowed.
 */
export function parseSettings(json: unknown): { settings: CallResultSettings; rules: RuleTable } {
  const settings = parseWith(settingsSchema, json, 'settings');
  refuseMisplacedSettings(json as object, Object.keys(settingFields));
  refuseDoubleDimensions(settings.dimensions);
  refuseUnknownColumns(settings);
  refuseUnknownTables(settings);
  return { settings, rules: compileRules(settings.rules, vocabularyOf(settings)) };
}

/** How often live panels are counted, milliseconds. */
export function liveIntervalMs({ liveInterval }: Pick<CallResultSettings, 'liveInterval'>): number {
  return parseDuration(liveInterval) ?? UNIT_MS.h;
}

/** What the records' own words mean: by the vocabulary that the settings, or else the layout, choose, but for the words that the settings name. */
export function vocabularyOf({ layout, vocabulary, words }: Pick<CallResultSettings, 'layout' | 'vocabulary' | 'words'>): Vocabulary {
  return withWords(VOCABULARIES[vocabulary ?? LAYOUTS[layout].vocabulary], words);
}

function refuseDoubleDimensions(dimensions: readonly DimensionSetting[]): void {
  const seen = new Set<string>();
  for (const { name } of dimensions) {
    if (seen.has(name)) {
      throw new CallResultError('settings', `dimensions: "${name}" is used twice; give each dimension a different name.`);
    }
    seen.add(name);
  }
}

/** A misspelt column would be looked for under its own name, and missed. */
function refuseUnknownColumns({ layout, columns }: CallResultSettings): void {
  const known: readonly string[] = LAYOUTS[layout].columns.map(({ name }) => name);
  const unknown = Object.keys(columns).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new CallResultError('settings', `columns: unknown column "${unknown}" of layout ${layout}. Available: ${known.join(', ')}.`);
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
      `tables: unknown table "${unknown}" of layout ${settings.layout}. Available: ${known.join(', ')}.`
    );
  }
}
