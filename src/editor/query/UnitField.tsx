import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { CallUnit } from '../../domain/callUnit';
import { whyNoAttempts } from '../../domain/layouts/layout';
import { LAYOUTS, type LayoutName } from '../../domain/layouts/layouts';
import type { FieldProps } from '../fields/fieldProps';
import { message, t, translated } from '../locale/translate';

const UNITS: SelectableValue<CallUnit>[] = [
  { value: 'calls', label: message('Calls'), description: message('The records of one call, merged') },
  { value: 'attempts', label: message('Attempts'), description: message('Each attempt to reach the called side') },
];

/** Not where the records have only calls, unless the query counts attempts all the same. */
export function hasUnits({ unit = 'calls' }: FieldProps['query'], layout: LayoutName): boolean {
  return whyNoAttempts(LAYOUTS[layout]) === null || unit !== 'calls';
}

/** What is counted. */
export function UnitField({ query, change }: FieldProps) {
  return (
    <EditorField label={t('Unit')} tooltip={t('A call that was tried on two trunks is one call and two attempts.')}>
      <RadioButtonGroup
        aria-label={t('Unit')}
        options={translated(UNITS)}
        value={query.unit ?? 'calls'}
        onChange={(unit) => change({ unit })}
      />
    </EditorField>
  );
}
