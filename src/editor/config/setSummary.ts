import { isEmpty } from '../../domain/settingTexts';
import type { SettingName } from '../../domain/settings';
import type { EditedSettings } from '../editorDataSource';
import { settingField } from './settingField';
import { t } from '../locale/translate';

/** Longer values, such as certificates, are only said to be there. */
const MAX_VALUE = 40;

/** `Settle time 5m, Scope (2)`: which of the settings are set, for the line of a folded section. */
export function setSummary(settings: EditedSettings, names: readonly SettingName[]): string {
  const parts = names.flatMap((name) => {
    const value: unknown = Reflect.get(settings, name);
    return value === undefined || isEmpty(value) ? [] : [`${settingField(name).label}${valueText(value)}`];
  });
  return parts.length === 0 ? t('Defaults') : parts.join(', ');
}

function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return ` (${Array.isArray(value) ? value.length : Object.keys(value).length})`;
  }
  const text = typeof value === 'boolean' ? (value ? t('on') : t('off')) : String(value);
  return text.length > MAX_VALUE || text.includes('\n') ? '' : ` ${text}`;
}
