import type { TimeRange } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { useId } from 'react';
import type { StoredAgainst } from '../../kinds/storedQuery';
import { variableOptions, withChosen } from '../parts/choices';
import type { Records } from '../records';
import type { FieldProps, WithVariables } from './fieldProps';
import { FilterValues } from './FilterValues';
import { t } from '../locale/translate';

type Runs = Extract<StoredAgainst, { type: 'runs' }>;

interface Props extends FieldProps, WithVariables {
  readonly against: Runs;
  readonly dimensions: readonly string[];
  readonly records: Records;
  readonly range: TimeRange | undefined;
}

const DEFAULT_DIMENSION = 'run_id';

/** The values of a dimension to compare. */
export function RunsFields({ against, change, dimensions, variables, records, range }: Props) {
  const id = useId();
  const dimension = against.dimension ?? DEFAULT_DIMENSION;
  const update = (part: Partial<Runs>) => change({ against: { ...against, ...part } });
  const names = dimensions.map((name) => ({ value: name, label: name }));
  const values = (side: 'baseline' | 'current', label: string) => (
    <EditorField label={label}>
      <FilterValues
        label={label}
        filter={{ dimension, operator: 'in', values: against[side] }}
        variables={variables}
        records={records}
        range={range}
        onChange={(chosen) => update({ [side]: chosen })}
      />
    </EditorField>
  );
  return (
    <>
      <EditorField label={t('Dimension')} htmlFor={id} tooltip={t('The dimension whose values are compared, such as test runs.')}>
        <Select
          inputId={id}
          aria-label={t('Dimension of the runs')}
          options={withChosen([...names, ...variableOptions(variables)], [dimension])}
          value={dimension}
          onChange={({ value }) => update({ dimension: value ?? DEFAULT_DIMENSION, baseline: [], current: [] })}
          allowCustomValue
          width="auto"
        />
      </EditorField>
      {values('baseline', t('Baseline runs'))}
      {values('current', t('Current runs'))}
    </>
  );
}
