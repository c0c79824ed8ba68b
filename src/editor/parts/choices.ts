import type { SelectableValue } from '@grafana/data';
import { t } from '../locale/translate';

/** Options plus what is chosen already but not among them: variables, values of other days, fields that are gone. */
export function withChosen(options: readonly SelectableValue<string>[], chosen: readonly string[]): SelectableValue<string>[] {
  const known = new Set(options.map(({ value }) => value));
  const others = chosen.filter((value) => !known.has(value));
  return [...options, ...others.map((value) => ({ value, label: value }))];
}

/** The values that a multi-select reports, without the entries that carry none. */
export function chosenValues(items: readonly SelectableValue<string>[]): string[] {
  return items.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** The dashboard's variables as options, written as they are stored. */
export function variableOptions(names: readonly string[]): SelectableValue<string>[] {
  return names.map((name) => ({ value: `$${name}`, label: `$${name}`, description: t('Dashboard variable') }));
}
