import type { TimeRange } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Button, Stack } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { MAX_FILTERS } from '../../domain/filters';
import type { Records } from '../records';
import type { EditedFilter, EditedQuery } from './editedQuery';
import { FilterRow } from './FilterRow';
import type { WithVariables } from './fieldProps';
import { isComplete, NEW_FILTER } from './filterRows';
import { t } from '../locale/translate';

interface Props extends WithVariables {
  readonly query: Pick<EditedQuery, 'filters'>;
  readonly change: (change: { filters: EditedFilter[] }) => void;
  readonly dimensions: readonly string[];
  readonly records: Records;
  readonly range: TimeRange | undefined;
  readonly label?: string;
}

interface Row {
  readonly key: number;
  readonly filter: EditedFilter;
}

/** Rows may be unfinished here; only finished ones reach the query. */
export function FiltersField({ query, change, label = t('Filters'), ...common }: Props) {
  const stored = JSON.stringify(query.filters ?? []);
  const [rows, setRows] = useState<readonly Row[]>(() => toRows(query.filters ?? []));

  useEffect(() => {
    // Someone else changed the query, for example by undoing: their filters replace the rows.
    setRows((before) => (complete(before) === stored ? before : toRows(JSON.parse(stored) as EditedFilter[])));
  }, [stored]);

  const update = (next: readonly Row[]) => {
    setRows(next);
    if (complete(next) !== stored) {
      change({ filters: next.map(({ filter }) => filter).filter(isComplete) });
    }
  };

  return (
    <EditorField label={label} tooltip={t('Only calls that match all filters are included; an empty list of values restricts nothing.')}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="flex-start">
        {rows.map(({ key, filter }, index) => (
          <FilterRow
            key={key}
            number={index + 1}
            filter={filter}
            {...common}
            onChange={(next) => update(rows.map((row) => (row.key === key ? { key, filter: next } : row)))}
            onRemove={() => update(rows.filter((row) => row.key !== key))}
          />
        ))}
        <Button
          icon="plus"
          variant="secondary"
          type="button"
          aria-label={t('Add filter')}
          disabled={rows.length >= MAX_FILTERS}
          onClick={() => update([...rows, { key: nextKey(rows), filter: NEW_FILTER }])}
        />
      </Stack>
    </EditorField>
  );
}

function toRows(filters: readonly EditedFilter[]): readonly Row[] {
  return filters.map((filter, key) => ({ key, filter }));
}

function complete(rows: readonly Row[]): string {
  return JSON.stringify(rows.map(({ filter }) => filter).filter(isComplete));
}

function nextKey(rows: readonly Row[]): number {
  return Math.max(-1, ...rows.map(({ key }) => key)) + 1;
}
