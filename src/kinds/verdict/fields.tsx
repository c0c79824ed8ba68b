import type { SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import { DEFAULT_VERDICTS, MAX_VERDICTS, type VerdictFrames } from './schema';
import { variableOptions, withChosen } from '../../editor/parts/choices';
import { BoundedNumberField } from '../../editor/fields/BoundedNumberField';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { PassCriteriaFields } from '../../editor/fields/PassCriteriaFields';
import { criteriaWords } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { message, t, translated } from '../../editor/locale/translate';

const FRAMES: SelectableValue<VerdictFrames>[] = [
  { value: 'both', label: message('Both'), description: message('The table, and the series as a second frame') },
  { value: 'table', label: message('Table'), description: message('One row per verdict') },
  { value: 'series', label: message('Series'), description: message('1 passed, 0 failed, in order of time') },
];

/** What is judged, and what passes. */
function VerdictRow({ query, change, variables, dimensions }: KindFieldProps) {
  const perId = useId();
  const names = [...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)];
  return (
    <EditorRow>
      <EditorField
        label={t('Verdict per')}
        htmlFor={perId}
        tooltip={t(
          'The dimension whose values each get a verdict, such as test runs; none selected means one verdict for the whole range.'
        )}
      >
        <Select
          inputId={perId}
          aria-label={t('Verdict per')}
          options={withChosen(names, query.per === undefined ? [] : [query.per])}
          value={query.per ?? null}
          onChange={(item: SelectableValue<string> | null) => change({ per: item?.value })}
          placeholder={t('Whole range')}
          allowCustomValue
          isClearable
          width={18}
        />
      </EditorField>
      <PassCriteriaFields query={query} change={change} variables={variables} />
      {query.per !== undefined && (
        <BoundedNumberField
          label={t('Limit')}
          tooltip={t('The number of values to judge, the latest first.')}
          value={query.limit ?? DEFAULT_VERDICTS}
          min={1}
          max={MAX_VERDICTS}
          whole
          usual={DEFAULT_VERDICTS}
          onChange={(limit) => change({ limit })}
        />
      )}
      <EditorField label={t('Frames')} tooltip={t('The frames for panels; alert rules always get one number per verdict.')}>
        <RadioButtonGroup
          aria-label={t('Frames')}
          options={translated(FRAMES)}
          value={query.frames ?? 'both'}
          onChange={(frames) => change({ frames })}
        />
      </EditorField>
    </EditorRow>
  );
}

export const verdictEditor: KindEditor = {
  title: message('Verdict'),
  help: message('Passed or failed, per test run or for the whole range'),
  question: 'Is that good enough?',
  panels: ({ per, frames }) =>
    per === undefined ? ['Stat', 'Table'] : frames === 'series' ? ['State timeline', 'Status history'] : ['Table', 'State timeline'],
  summary: ({ per, ...others }) => {
    const criteria = criteriaWords(others);
    return per === undefined ? t('Verdict: {{criteria}}', { criteria }) : t('Verdict per {{per}}: {{criteria}}', { per, criteria });
  },
  Fields: VerdictRow,
};
