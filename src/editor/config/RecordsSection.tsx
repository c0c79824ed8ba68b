import type { SelectableValue } from '@grafana/data';
import { Field, Select } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from '../../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import { isTimeZone } from '../../domain/timeZone';
import { withChosen } from '../parts/choices';
import { timeZoneOptions } from '../parts/timeZoneOptions';
import type { SectionProps } from './editedSettings';
import { ESSENTIAL_WIDTH } from './fieldWidth';
import { settingField } from './settingField';
import { described, t } from '../locale/translate';

const LAYOUT_OPTIONS: SelectableValue<LayoutName>[] = LAYOUT_NAMES.map((name) => ({
  value: name,
  label: LAYOUTS[name].title,
  description: LAYOUTS[name].description,
}));

/** The layout of the records, and the time zone of their times. */
export function RecordsSection({ settings, change, readOnly }: SectionProps) {
  const [layoutId, zoneId] = [useId(), useId()];
  const zones = useMemo(timeZoneOptions, []);
  const layout = settings.layout ?? DEFAULT_LAYOUT;
  const zone = settings.timeZone ?? 'UTC';
  return (
    <>
      <Field {...settingField('layout', t(LAYOUTS[layout].description))} htmlFor={layoutId}>
        <Select
          inputId={layoutId}
          aria-label={t('Layout')}
          options={described(LAYOUT_OPTIONS)}
          value={layout}
          onChange={({ value }) =>
            change({ layout: value, callTime: undefined, columns: undefined, tables: undefined, vocabulary: undefined })
          }
          disabled={readOnly}
          width={ESSENTIAL_WIDTH}
        />
      </Field>
      <Field {...settingField('timeZone')} htmlFor={zoneId}>
        <Select
          inputId={zoneId}
          aria-label={t('Time zone')}
          options={withChosen(zones, [zone])}
          value={zone}
          onChange={({ value }) => change({ timeZone: value })}
          isValidNewOption={isTimeZone}
          allowCustomValue
          disabled={readOnly}
          width={ESSENTIAL_WIDTH}
        />
      </Field>
    </>
  );
}
