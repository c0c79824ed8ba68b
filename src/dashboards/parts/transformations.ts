import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';

/** Series that add up to all calls, as one. */
export const sumOfSeries = (alias: string): DataTransformerConfig => ({
  id: 'calculateField',
  options: { mode: 'reduceRow', reduce: { reducer: 'sum' }, replaceFields: true, alias },
});

export const onlyFields = (...names: string[]): DataTransformerConfig => ({ id: 'filterFieldsByName', options: { include: { names } } });

/** Series of a split are named by its values alone where all are of one ratio. */
export const valuesOf = (ratio: string): DataTransformerConfig => ({
  id: 'renameByRegex',
  options: { regex: `^${ratio} · (.*)$`, renamePattern: '$1' },
});

/** All other fields, whatever they are called. */
export const without = (...names: string[]): DataTransformerConfig => ({
  id: 'organize',
  options: { excludeByName: Object.fromEntries(names.map((name) => [name, true])) },
});

export const rowsWhere = (field: string, value: string): DataTransformerConfig => ({
  id: 'filterByValue',
  options: { type: 'include', match: 'all', filters: [{ fieldName: field, config: { id: 'equal', options: { value } } }] },
});

/** Numbers as times, which panels do not show as numbers. */
export const asTimes = (...fields: string[]): DataTransformerConfig => ({
  id: 'convertFieldType',
  options: { conversions: fields.map((targetField) => ({ targetField, destinationType: 'time' })) },
});

export const renamed = (names: Readonly<Record<string, string>>): DataTransformerConfig => ({
  id: 'organize',
  options: { renameByName: names },
});
