import type { SelectableValue, TimeRange } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { useId, useState } from 'react';
import { parseShift } from '../../domain/against';
import type { StoredAgainst } from '../../kinds/storedQuery';
import { variableOptions, withChosen } from '../parts/choices';
import type { Records } from '../records';
import { FiltersField } from './FiltersField';
import type { FieldProps, WithVariables } from './fieldProps';
import { RunsFields } from './RunsFields';
import { message, t, translated } from '../locale/translate';

interface Props extends FieldProps, WithVariables {
  readonly dimensions: readonly string[];
  readonly records: Records;
  readonly range: TimeRange | undefined;
}

const TYPES: SelectableValue<StoredAgainst['type']>[] = [
  {
    value: 'previous',
    label: message('Previous range'),
    description: message('A range of the same length, which ends where this one starts'),
  },
  { value: 'shift', label: message('Earlier range'), description: message('The same range some hours, days or weeks ago') },
  { value: 'filters', label: message('Other filters'), description: message('The same range with other filters') },
  { value: 'runs', label: message('Other runs'), description: message('Values of a dimension, compared with other values of it') },
];

const SHIFTS = ['1h', '24h', '1d', '1w', '2w', '4w'].map((value) => ({ value, label: value }));

const NEW: Readonly<Record<StoredAgainst['type'], StoredAgainst>> = {
  previous: { type: 'previous' },
  shift: { type: 'shift', by: '1w' },
  filters: { type: 'filters', filters: [] },
  runs: { type: 'runs', baseline: [], current: [] },
};

/** The baseline of a comparison. */
export function AgainstFields(props: Props) {
  const { query, change } = props;
  const id = useId();
  const against = query.against ?? NEW.previous;
  return (
    <>
      <EditorField label={t('Baseline')} htmlFor={id} tooltip={t('The calls to compare with.')}>
        <Select
          inputId={id}
          aria-label={t('Baseline')}
          options={translated(TYPES)}
          value={against.type}
          onChange={({ value }) => change({ against: NEW[value ?? 'previous'] })}
          width={20}
        />
      </EditorField>
      <BaselineFields {...props} against={against} />
    </>
  );
}

function BaselineFields({ against, ...props }: Props & { readonly against: StoredAgainst }) {
  switch (against.type) {
    case 'previous':
      return null;
    case 'shift':
      return <ShiftField {...props} by={against.by} />;
    case 'filters': {
      const { query, change } = props;
      return (
        <FiltersField
          {...props}
          label={t('Baseline filters')}
          query={{ ...query, filters: against.filters }}
          change={({ filters }) => change({ against: { type: 'filters', filters: filters ?? [] } })}
        />
      );
    }
    case 'runs':
      return <RunsFields {...props} against={against} />;
  }
}

function ShiftField({ by, change, variables }: FieldProps & WithVariables & { readonly by: string }) {
  const id = useId();
  const [refused, setRefused] = useState<string | null>(null);
  const commit = (text: string) => {
    const good = text.includes('$') || parseShift(text) !== null;
    setRefused(good ? null : text);
    if (good) {
      change({ against: { type: 'shift', by: text } });
    }
  };
  return (
    <EditorField
      label={t('Time shift')}
      htmlFor={id}
      tooltip={t('How much earlier the baseline is; days and weeks are calendar days and weeks.')}
      invalid={refused !== null}
      error={
        refused === null
          ? undefined
          : t('"{{refused}}" is not a time shift; enter a number of hours, days or weeks such as 24h, 1d, 1w.', { refused })
      }
    >
      <Select
        inputId={id}
        aria-label={t('Time shift')}
        options={withChosen([...SHIFTS, ...variableOptions(variables)], [by])}
        value={by}
        onChange={({ value }) => commit((value ?? '1w').trim())}
        allowCustomValue
        width={12}
      />
    </EditorField>
  );
}
