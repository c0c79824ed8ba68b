import type { z } from 'zod';
import { rollupFields } from '../../domain/serverSettings';
import { type SettingName, settingFields } from '../../domain/settings';
import { settingText } from '../../domain/settingTexts';
import { t } from '../locale/translate';

interface FieldText {
  readonly label: string;
  readonly description: string;
}

/**
 * Label and description of a setting, as Grafana's `Field` takes them.
 * @param more a sentence about what is chosen, translated
 */
export function settingField(name: SettingName, more?: string): FieldText {
  return fieldText(settingFields[name], more);
}

export function rollupField(name: keyof typeof rollupFields): FieldText {
  return fieldText(rollupFields[name]);
}

function fieldText(schema: z.ZodType, more?: string): FieldText {
  const { label, help, whenAbsent } = settingText(schema);
  const sentences = [
    t(help),
    ...(whenAbsent === undefined ? [] : [t('Default: {{whenAbsent}}.', { whenAbsent: t(whenAbsent) })]),
    ...(more === undefined ? [] : [more]),
  ];
  return { label: t(label), description: sentences.join(' ') };
}

/** The same for a section that holds one setting. */
export function settingSection(name: SettingName, more?: string): { readonly title: string; readonly description: string } {
  const { label, description } = settingField(name, more);
  return { title: label, description };
}
