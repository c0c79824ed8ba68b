import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_LIFT, DEFAULT_TRIAGE_CALLS } from './schema';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { NumberField } from '../../editor/fields/NumberField';
import { message, t, translated } from '../../editor/locale/translate';

const OF: SelectableValue<NonNullable<EditedQuery['of']>>[] = [
  { value: 'dominant', label: message('Most frequent'), description: message('The most frequent result that is not answered') },
  { value: 'each', label: message('Each'), description: message('Every result that is not answered') },
];

const BASELINES: SelectableValue<NonNullable<EditedQuery['baseline']>>[] = [
  {
    value: 'usual',
    label: message('Usual'),
    description: message('The same hours of the last four weeks; where these have no calls, the range before'),
  },
  { value: 'previous', label: message('Range before'), description: message('The range of the same length before this one') },
  { value: 'none', label: message('Nothing'), description: message('Only what is most frequent') },
];

/** Which results are explained, and when a value stands out. */
export function TriageFields({ query, change }: FieldProps) {
  return (
    <>
      <EditorField label={t('Explained results')} tooltip={t('The most frequent result that is not answered, or each of them.')}>
        <RadioButtonGroup
          aria-label={t('Explained results')}
          options={translated(OF)}
          value={query.of ?? 'dominant'}
          onChange={(of) => change({ of })}
        />
      </EditorField>
      <EditorField label={t('Compared with')} tooltip={t('What the answered share is compared with, to say first what got worse.')}>
        <RadioButtonGroup
          aria-label={t('Compared with')}
          options={translated(BASELINES)}
          value={query.baseline ?? 'usual'}
          onChange={(baseline) => change({ baseline })}
        />
      </EditorField>
      <NumberField
        label={t('Minimum lift')}
        tooltip={t('How many times more frequent than among all calls the result must be with a value.')}
        value={query.minimumLift ?? DEFAULT_LIFT}
        allowed={(lift) => lift >= 1}
        hint={t('Enter 1 or more, such as 1.5.')}
        onCommit={(minimumLift) => change({ minimumLift })}
      />
      <NumberField
        label={t('Minimum calls')}
        tooltip={t('The number of calls of the result that a value needs.')}
        value={query.minimumCalls ?? DEFAULT_TRIAGE_CALLS}
        allowed={(calls) => Number.isInteger(calls) && calls >= 1}
        hint={t('Enter a whole number, 1 or more.')}
        onCommit={(minimumCalls) => change({ minimumCalls })}
      />
    </>
  );
}
