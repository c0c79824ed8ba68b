import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId, useState } from 'react';
import { DEFAULT_TOP, MAX_SPLIT_DIMENSIONS, MAX_TOP } from '../../domain/queryParts';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { CommittedInput } from '../parts/CommittedInput';
import type { FieldProps, WithVariables } from './fieldProps';

/** Which dimensions divide the answer, and how many of their values are told apart. */
export function SplitFields({
  query,
  change,
  dimensions,
  variables,
}: FieldProps & WithVariables & { readonly dimensions: readonly string[] }) {
  const id = useId();
  const topId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = query.splitBy ?? [];
  const options = withChosen([...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)], chosen);
  const commitTop = (text: string) => {
    const top = Number(text);
    if (text.startsWith('$')) {
      setProblem(null);
      change({ top: text });
    } else if (Number.isInteger(top) && top >= 1 && top <= MAX_TOP) {
      setProblem(null);
      change({ top });
    } else {
      setProblem(`1 to ${MAX_TOP}`);
    }
  };
  return (
    <>
      <EditorField
        label="Split by"
        htmlFor={id}
        tooltip={`Up to ${MAX_SPLIT_DIMENSIONS} dimensions. The largest values are shown, the rest is one "other".`}
      >
        <MultiSelect
          inputId={id}
          aria-label="Split by"
          options={options}
          value={chosen.map((name) => ({ value: name, label: name }))}
          onChange={(items) => change({ splitBy: chosenValues(items) })}
          isOptionDisabled={() => chosen.length >= MAX_SPLIT_DIMENSIONS}
          placeholder="Nothing"
          allowCustomValue={chosen.length < MAX_SPLIT_DIMENSIONS}
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
      {chosen.length > 0 && (
        <EditorField
          label="Largest"
          htmlFor={topId}
          tooltip="How many values (or pairs of values) are told apart."
          invalid={problem !== null}
          error={problem}
        >
          <CommittedInput id={topId} value={String(query.top ?? DEFAULT_TOP)} onCommit={commitTop} width={8} />
        </EditorField>
      )}
    </>
  );
}
