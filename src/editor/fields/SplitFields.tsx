import { EditorField } from '@grafana/plugin-ui';
import { MultiSelect } from '@grafana/ui';
import { useId, useState } from 'react';
import { DEFAULT_TOP, MAX_SPLIT_DIMENSIONS, MAX_TOP } from '../../domain/queryParts';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { CommittedInput } from '../parts/CommittedInput';
import type { FieldProps, WithVariables } from './fieldProps';
import { t } from '../locale/translate';

/** The dimensions of a split, and the number of values to show. */
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
      setProblem(t('Enter a whole number from {{min}} to {{max}}.', { min: 1, max: MAX_TOP }));
    }
  };
  return (
    <>
      <EditorField
        label={t('Split by')}
        htmlFor={id}
        tooltip={t('Up to {{maxSplitDimensions}} dimensions; values beyond the limit are added up as "other".', {
          maxSplitDimensions: MAX_SPLIT_DIMENSIONS,
        })}
      >
        <MultiSelect
          inputId={id}
          aria-label={t('Split by')}
          options={options}
          value={chosen.map((name) => ({ value: name, label: name }))}
          onChange={(items) => change({ splitBy: chosenValues(items) })}
          isOptionDisabled={() => chosen.length >= MAX_SPLIT_DIMENSIONS}
          placeholder={t('None')}
          allowCustomValue={chosen.length < MAX_SPLIT_DIMENSIONS}
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
      {chosen.length > 0 && (
        <EditorField
          label={t('Limit')}
          htmlFor={topId}
          tooltip={t('The number of values, or combinations of values, to show.')}
          invalid={problem !== null}
          error={problem}
        >
          <CommittedInput id={topId} value={String(query.top ?? DEFAULT_TOP)} onCommit={commitTop} width={8} />
        </EditorField>
      )}
    </>
  );
}
