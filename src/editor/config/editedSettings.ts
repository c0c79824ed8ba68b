import type { DataSourceJsonData } from '@grafana/data';
import type { EngineName } from '../../domain/engines/engines';
import {
  DEFAULT_LAYOUT,
  SETTINGS_VERSION,
  settingFields,
  type StoredFilesSettings,
  type StoredServerSettings,
} from '../../domain/settings';
import { defaultValue, isEmpty } from '../../domain/settingTexts';
import type { EditedSettings } from '../editorDataSource';

export type FilesSettings = StoredFilesSettings & DataSourceJsonData;
export type ServerSettings = StoredServerSettings & DataSourceJsonData;

/** What a section wants to be otherwise; `undefined` takes a field away. */
export type Changes<Settings extends EditedSettings> = Settings extends unknown
  ? { [Field in keyof Settings]?: Settings[Field] | undefined }
  : never;

/** What each section of the configuration gets: the settings as stored, and how to change them. */
export interface SectionProps<Settings extends EditedSettings = EditedSettings> {
  readonly settings: Settings;
  readonly change: (change: Changes<Settings>) => void;
  /** Provisioned from a file: shown, not changed. */
  readonly readOnly: boolean;
}

export function engineOf({ engine = 'files' }: EditedSettings): EngineName {
  return engine;
}

export function isOfServer(settings: EditedSettings): settings is ServerSettings {
  return engineOf(settings) !== 'files';
}

const DEFAULTS = new Map<string, unknown>(Object.entries(settingFields).map(([name, schema]) => [name, defaultValue(schema)]));

/** Changes settings; what is empty or the default is left out. */
export function changedSettings(settings: EditedSettings, change: Changes<EditedSettings>): EditedSettings {
  const kept = Object.entries({ ...settings, ...change }).filter(([field, value]) => !isEmpty(value) && value !== DEFAULTS.get(field));
  return { version: SETTINGS_VERSION, engine: engineOf(settings), layout: DEFAULT_LAYOUT, ...Object.fromEntries(kept) };
}

/** Texts that people write in a row, separated by commas, semicolons or line ends. */
export function splitList(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function joinList(texts: readonly string[] | undefined): string {
  return (texts ?? []).join(', ');
}
