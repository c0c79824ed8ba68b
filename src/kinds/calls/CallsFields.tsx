import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect, RadioButtonGroup } from '@grafana/ui';
import { useId, useState } from 'react';
import { type CallOrder, DEFAULT_CALLS, MAX_CALLS } from './schema';
import { type Timing, TIMING_FACTS, TIMINGS } from '../../domain/timings';
import { chosenValues, variableOptions, withChosen } from '../../editor/parts/choices';
import { CommittedInput } from '../../editor/parts/CommittedInput';
import type { FieldProps, WithVariables } from '../../editor/fields/fieldProps';

const ORDERS: SelectableValue<CallOrder>[] = [
  { value: 'newest', label: 'Newest', description: 'The latest calls first' },
  { value: 'slowest', label: 'Slowest', description: 'The longest timing first' },
];

const SLOWEST: SelectableValue<Timing>[] = TIMINGS.map((value) => ({ value, label: value, description: TIMING_FACTS[value].title }));

/** The order, number and dimensions of the listed calls. */
export function CallsFields({
  query,
  change,
  dimensions,
  variables,
}: FieldProps & WithVariables & { readonly dimensions: readonly string[] }) {
  const [limitId, dimensionsId] = [useId(), useId()];
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = query.dimensions ?? [];
  const options = withChosen([...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)], chosen);
  const commitLimit = (text: string) => {
    const limit = Number(text);
    const isGood = Number.isInteger(limit) && limit >= 1 && limit <= MAX_CALLS;
    setProblem(isGood ? null : `Enter a whole number from 1 to ${MAX_CALLS.toLocaleString('en-US')}.`);
    if (isGood) {
      change({ limit });
    }
  };
  return (
    <>
      <EditorField label="Order" tooltip="The newest or the slowest calls first.">
        <RadioButtonGroup aria-label="Order" options={ORDERS} value={query.order ?? 'newest'} onChange={(order) => change({ order })} />
      </EditorField>
      {query.order === 'slowest' && (
        <EditorField label="Slowest by" tooltip="The timing to order by; calls without it are left out.">
          <RadioButtonGroup
            aria-label="Slowest by"
            options={SLOWEST}
            value={query.slowestBy ?? 'pdd'}
            onChange={(slowestBy) => change({ slowestBy })}
          />
        </EditorField>
      )}
      <EditorField label="Limit" htmlFor={limitId} tooltip="The number of calls to list." invalid={problem !== null} error={problem}>
        <CommittedInput id={limitId} value={String(query.limit ?? DEFAULT_CALLS)} onCommit={commitLimit} width={10} />
      </EditorField>
      <EditorField label="Dimensions" htmlFor={dimensionsId} tooltip="The dimensions to show; none selected means all.">
        <MultiSelect
          inputId={dimensionsId}
          aria-label="Dimensions"
          options={options}
          value={chosen.map((name) => ({ value: name, label: name }))}
          onChange={(items) => change({ dimensions: chosenValues(items) })}
          placeholder="All"
          allowCustomValue
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
    </>
  );
}
