import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { InlineSwitch, MultiSelect, RadioButtonGroup } from '@grafana/ui';
import { useId, useState } from 'react';
import { type CallOrder, DEFAULT_CALLS, MAX_CALLS } from './schema';
import { type Timing, TIMING_FACTS, TIMINGS } from '../../domain/timings';
import { chosenValues, variableOptions, withChosen } from '../../editor/parts/choices';
import { CommittedInput } from '../../editor/parts/CommittedInput';
import type { FieldProps, WithVariables } from '../../editor/fields/fieldProps';
import { described, message, numberText, t, translated } from '../../editor/locale/translate';

const ORDERS: SelectableValue<CallOrder>[] = [
  { value: 'newest', label: message('Newest'), description: message('The latest calls first') },
  { value: 'slowest', label: message('Slowest'), description: message('The longest timing first') },
];

const SLOWEST: SelectableValue<Timing>[] = TIMINGS.map((value) => ({ value, label: value, description: TIMING_FACTS[value].title }));

/** The order, number and dimensions of the listed calls. */
export function CallsFields({
  query,
  change,
  dimensions,
  variables,
}: FieldProps & WithVariables & { readonly dimensions: readonly string[] }) {
  const [limitId, dimensionsId, ageId] = [useId(), useId(), useId()];
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = query.dimensions ?? [];
  const options = withChosen([...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)], chosen);
  const commitLimit = (text: string) => {
    const limit = Number(text);
    const isGood = Number.isInteger(limit) && limit >= 1 && limit <= MAX_CALLS;
    setProblem(isGood ? null : t('Enter a whole number from {{min}} to {{max}}.', { min: 1, max: numberText(MAX_CALLS) }));
    if (isGood) {
      change({ limit });
    }
  };
  return (
    <>
      <EditorField label={t('Order')} tooltip={t('The newest or the slowest calls first.')}>
        <RadioButtonGroup
          aria-label={t('Order')}
          options={translated(ORDERS)}
          value={query.order ?? 'newest'}
          onChange={(order) => change({ order })}
        />
      </EditorField>
      {query.order === 'slowest' && (
        <EditorField label={t('Slowest by')} tooltip={t('The timing to order by; calls without it are left out.')}>
          <RadioButtonGroup
            aria-label={t('Slowest by')}
            options={described(SLOWEST)}
            value={query.slowestBy ?? 'pdd'}
            onChange={(slowestBy) => change({ slowestBy })}
          />
        </EditorField>
      )}
      <EditorField
        label={t('Limit')}
        htmlFor={limitId}
        tooltip={t('The number of calls to list.')}
        invalid={problem !== null}
        error={problem}
      >
        <CommittedInput id={limitId} value={String(query.limit ?? DEFAULT_CALLS)} onCommit={commitLimit} width={10} />
      </EditorField>
      <EditorField label={t('Dimensions')} htmlFor={dimensionsId} tooltip={t('The dimensions to show; none selected means all.')}>
        <MultiSelect
          inputId={dimensionsId}
          aria-label={t('Dimensions')}
          options={options}
          value={chosen.map((name) => ({ value: name, label: name }))}
          onChange={(items) => change({ dimensions: chosenValues(items) })}
          placeholder={t('All')}
          allowCustomValue
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
      <EditorField label={t('Age')} htmlFor={ageId} tooltip={t('Adds how long ago each call was, for thresholds of a stat panel.')}>
        <InlineSwitch
          id={ageId}
          aria-label={t('Age')}
          value={query.age ?? false}
          onChange={(event) => change({ age: event.currentTarget.checked ? true : undefined })}
        />
      </EditorField>
    </>
  );
}
