import { z } from 'zod';

/** What people read about a setting, in the config editor and in docs/settings.md alike. */
export interface SettingText {
  /** A noun phrase in sentence case. */
  readonly label: string;
  /** One sentence. */
  readonly help: string;
  /** What applies where the setting is absent, if the schema's default does not say it. */
  readonly whenAbsent?: string;
}

/** The texts of settings, each registered at the field of the schema that it describes. */
export const settingTexts = z.registry<SettingText>();

export function settingText(schema: z.ZodType): SettingText {
  const text = settingTexts.get(schema);
  if (text === undefined) {
    throw new Error('A field of the settings has no text; register one in settingTexts.');
  }
  return text;
}

/** A field's default; undefined where it has none. */
export function defaultValue(schema: z.ZodType): unknown {
  return schema.safeParse(undefined).data;
}

/** A field's default as people read it. */
export function defaultText(schema: z.ZodType): string {
  const value = defaultValue(schema);
  return settingText(schema).whenAbsent ?? (isEmpty(value) ? 'none' : String(value));
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
