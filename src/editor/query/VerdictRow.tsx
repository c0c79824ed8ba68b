import type { SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { MultiSelect, RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import { DEFAULT_VERDICTS, MOST_LEAST_CALLS, MOST_VERDICTS, type VerdictFrames } from '../../domain/verdictQuery';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import { BoundedNumberField } from './BoundedNumberField';
import type { FieldProps, WithVariables } from './fieldProps';

const FRAMES: SelectableValue<VerdictFrames>[] = [
  { value: 'both', label: 'Both', description: 'The table, and the series as a second frame' },
  { value: 'table', label: 'Table', description: 'One row per verdict' },
  { value: 'series', label: 'Series', description: '1 passed, 0 failed, in the order of time' },
];

const EXPECTED = ['answered'];

/** What is judged, and what passes. */
export function VerdictRow({ query, change, variables, dimensions }: FieldProps & WithVariables & { readonly dimensions: readonly string[] }) {
  const [perId, expectedId] = [useId(), useId()];
  const expected = query.expected ?? EXPECTED;
  const names = [...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)];
  const options = withChosen([...RESULT_OPTIONS, ...variableOptions(variables)], expected);
  return (
    <EditorRow>
      <EditorField label="Verdict per" htmlFor={perId} tooltip="Each value of this dimension is judged for itself, such as each test run. None: the whole time range is.">
        <Select
          inputId={perId}
          aria-label="Verdict per"
          options={withChosen(names, query.per === undefined ? [] : [query.per])}
          value={query.per ?? null}
          onChange={(item: SelectableValue<string> | null) => change({ per: item?.value })}
          placeholder="Whole range"
          allowCustomValue
          isClearable
          width={18}
        />
      </EditorField>
      <EditorField label="Expected" htmlFor={expectedId} tooltip="Results that are as they should be; every other call violates. None chosen: answered.">
        <MultiSelect
          inputId={expectedId}
          aria-label="Expected"
          options={options}
          value={options.filter(({ value }) => value !== undefined && expected.includes(value))}
          onChange={(items) => change({ expected: chosenValues(items) })}
          formatOptionLabel={({ value, label }) => <ResultLabel result={value ?? label ?? ''} />}
          closeMenuOnSelect={false}
          allowCustomValue
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
      <BoundedNumberField
        label="Least share"
        tooltip="The share of expected results that passes, 0 to 1. 1: every call."
        value={query.leastShare ?? 1}
        least={0}
        most={1}
        whole={false}
        usual={1}
        onChange={(leastShare) => change({ leastShare })}
      />
      <BoundedNumberField
        label="Least calls"
        tooltip="Fewer calls do not pass, whatever their results."
        value={query.leastCalls ?? 1}
        least={0}
        most={MOST_LEAST_CALLS}
        whole
        usual={1}
        onChange={(leastCalls) => change({ leastCalls })}
      />
      {query.per !== undefined && (
        <BoundedNumberField
          label="Newest"
          tooltip="How many values are judged at most, those that began last."
          value={query.limit ?? DEFAULT_VERDICTS}
          least={1}
          most={MOST_VERDICTS}
          whole
          usual={DEFAULT_VERDICTS}
          onChange={(limit) => change({ limit })}
        />
      )}
      <EditorField label="Frames" tooltip="Alert rules get one number per verdict, whatever is chosen.">
        <RadioButtonGroup aria-label="Frames" options={FRAMES} value={query.frames ?? 'both'} onChange={(frames) => change({ frames })} />
      </EditorField>
    </EditorRow>
  );
}
