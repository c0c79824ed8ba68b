import type { LayoutName } from '../../domain/layoutNames';
import { SETTINGS_VERSION } from '../../domain/settings';
import type { EditedSettings } from '../CallResultDataSource';

type Absent<T> = { [Key in keyof T]: T[Key] | undefined };

/** What each section of the configuration gets: the settings as stored, and how to change them. */
export interface SectionProps {
  readonly settings: EditedSettings;
  readonly change: (change: Partial<Absent<EditedSettings>>) => void;
  /** Provisioned from a file: shown, not changed. */
  readonly readOnly: boolean;
}

export const DEFAULT_LAYOUT: LayoutName = 'calls';

/** Changes settings; what is empty or the default is left out. */
export function changedSettings(settings: EditedSettings, change: Partial<Absent<EditedSettings>>): EditedSettings {
  const next: Partial<Absent<EditedSettings>> = { ...settings, ...change };
  const kept = Object.entries(next).filter(([field, value]) => value !== undefined && !isEmpty(value) && !(field === 'timeZone' && value === 'UTC'));
  return { version: SETTINGS_VERSION, engine: 'files', layout: DEFAULT_LAYOUT, ...Object.fromEntries(kept) };
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
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
