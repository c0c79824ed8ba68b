import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { InlineSwitch, RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import { MinimumCallsField } from '../../editor/fields/MinimumCallsField';
import { type Confidence, CONFIDENCES, type RatioReturn } from './schema';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { message, t, translated } from '../../editor/locale/translate';

const LEVELS: SelectableValue<Confidence | 0>[] = [
  { value: 0, label: message('none') },
  ...CONFIDENCES.map((value) => ({ value, label: `${value}%` })),
];

const RETURNS: SelectableValue<RatioReturn | 'all'>[] = [
  { value: 'all', label: message('all fields'), description: message('Panels get all fields, alert rules the value') },
  { value: 'value', label: message('value'), description: message('The ratio') },
  { value: 'lower', label: message('lower bound'), description: message('For rules on ratios that are bad when they rise') },
  { value: 'upper', label: message('upper bound'), description: message('For rules on ratios that are bad when they fall') },
  { value: 'calls', label: message('calls'), description: message('The calls of the numerator') },
  { value: 'of', label: message('of'), description: message('The calls of the denominator; below 1, calls have stopped') },
];

/** How far a ratio is to be trusted, and which of its fields are returned. */
export function RatioTrustFields({ query, change }: FieldProps) {
  const [confidenceId, returnId, countsId] = [useId(), useId(), useId()];
  return (
    <>
      <MinimumCallsField
        query={query}
        change={change}
        tooltip={t('The number of calls that a ratio needs; with fewer calls it is empty.')}
        usual={0}
      />
      <EditorField
        label={t('Confidence')}
        htmlFor={confidenceId}
        tooltip={t('Adds the bounds of the ratio at this confidence (Wilson score interval).')}
      >
        <RadioButtonGroup<Confidence | 0>
          id={confidenceId}
          aria-label={t('Confidence')}
          options={translated(LEVELS)}
          value={query.confidence ?? 0}
          onChange={(level) => change({ confidence: level === 0 ? undefined : level })}
        />
      </EditorField>
      <EditorField label={t('Counts')} htmlFor={countsId} tooltip={t('Adds the calls of numerator and denominator.')}>
        <InlineSwitch
          id={countsId}
          aria-label={t('Counts')}
          value={query.counts ?? false}
          onChange={(event) => change({ counts: event.currentTarget.checked })}
        />
      </EditorField>
      <EditorField
        label={t('Returned fields')}
        htmlFor={returnId}
        tooltip={t('The fields to return; alert rules evaluate every number that they get.')}
      >
        <Select<RatioReturn | 'all'>
          inputId={returnId}
          aria-label={t('Returned fields')}
          options={translated(RETURNS)}
          value={query.return ?? 'all'}
          onChange={({ value }) => change({ return: value === 'all' ? undefined : value })}
          width={18}
        />
      </EditorField>
    </>
  );
}
