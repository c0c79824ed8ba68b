import type { SelectableValue } from '@grafana/data';

/** UTC first, then every zone that the browser knows. */
export function timeZoneOptions(): SelectableValue<string>[] {
  const names = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC');
  return [{ value: 'UTC', label: 'UTC' }, ...names.map((name) => ({ value: name, label: name }))];
}
