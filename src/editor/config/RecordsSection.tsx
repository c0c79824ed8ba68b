import type { SelectableValue } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Field, Select } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { parseDuration } from '../../domain/durations';
import { callTimes } from '../../domain/layouts/layout';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import type { CallTime } from '../../domain/callTimes';
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from '../../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import { timeFormatProblem } from '../../domain/timeFormat';
import { isTimeZone } from '../../domain/timeZone';
import { CommittedInput } from '../parts/CommittedInput';
import { withChosen } from '../parts/choices';
import { timeZoneOptions } from '../parts/timeZoneOptions';
import type { Loaded } from '../parts/useLoaded';
import type { SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { LiveIntervalField } from './LiveIntervalField';
import { RecognizedLayouts } from './RecognizedLayouts';
import { settingField } from './settingField';

const LAYOUT_OPTIONS: SelectableValue<LayoutName>[] = LAYOUT_NAMES.map((name) => ({
  value: name,
  label: LAYOUTS[name].title,
  description: LAYOUTS[name].description,
}));

const CALL_TIME_LABELS: Readonly<Record<CallTime, string>> = {
  start: 'Start: the call was placed',
  answer: 'Answer: the call got its final response',
  end: 'End: the call was over',
};

interface Props extends SectionProps {
  readonly recognized: Loaded<readonly RecognizedLayout[]>;
}

/** The layout of the records, and the meaning of their times. */
export function RecordsSection({ recognized, ...section }: Props) {
  const { settings, change, readOnly } = section;
  const [layoutId, zoneId, formatId, timeId, settleId] = [useId(), useId(), useId(), useId(), useId()];
  const zones = useMemo(timeZoneOptions, []);
  const layout = settings.layout ?? DEFAULT_LAYOUT;
  const facts = LAYOUTS[layout];
  const zone = settings.timeZone ?? 'UTC';
  const formatProblem = settings.timeFormat === undefined ? null : timeFormatProblem(settings.timeFormat);
  const settleProblem = settings.settle !== undefined && parseDuration(settings.settle) === null;
  const timeOptions: SelectableValue<CallTime>[] = callTimes(facts).map((time) => ({
    value: time,
    label: CALL_TIME_LABELS[time],
    ...(time === facts.proposedCallTime ? { description: "The layout's choice" } : {}),
  }));
  return (
    <ConfigSection title="Call records">
      <Field {...settingField('layout', facts.description)} htmlFor={layoutId}>
        <Select
          inputId={layoutId}
          aria-label="Layout"
          options={LAYOUT_OPTIONS}
          value={layout}
          onChange={({ value }) =>
            change({ layout: value, callTime: undefined, columns: undefined, tables: undefined, vocabulary: undefined })
          }
          disabled={readOnly}
          width={FIELD_WIDTH}
        />
      </Field>
      <RecognizedLayouts {...section} recognized={recognized} />
      <Field {...settingField('timeZone')} htmlFor={zoneId}>
        <Select
          inputId={zoneId}
          aria-label="Time zone"
          options={withChosen(zones, [zone])}
          value={zone}
          onChange={({ value }) => change({ timeZone: value })}
          isValidNewOption={isTimeZone}
          allowCustomValue
          disabled={readOnly}
          width={FIELD_WIDTH}
        />
      </Field>
      <Field
        {...settingField('timeFormat', 'Needed where the values do not tell whether the day or the month is first.')}
        htmlFor={formatId}
        invalid={formatProblem !== null}
        error={formatProblem === null ? undefined : `Not a time format: ${formatProblem}.`}
      >
        <CommittedInput
          id={formatId}
          value={settings.timeFormat ?? ''}
          onCommit={(text) => change({ timeFormat: text === '' ? undefined : text })}
          placeholder="DD/MM/YYYY HH:mm:ss"
          disabled={readOnly}
          width={FIELD_WIDTH}
          spellCheck={false}
        />
      </Field>
      <Field {...settingField('callTime')} htmlFor={timeId}>
        <Select
          inputId={timeId}
          aria-label="Call time"
          options={timeOptions}
          value={settings.callTime ?? facts.proposedCallTime}
          onChange={({ value }) => change({ callTime: value === facts.proposedCallTime ? undefined : value })}
          disabled={readOnly || timeOptions.length === 1}
          width={FIELD_WIDTH}
        />
      </Field>
      <Field
        {...settingField('settle')}
        htmlFor={settleId}
        invalid={settleProblem}
        error="Enter a whole number of seconds, minutes, hours or days: 60s, 5m, 1h."
      >
        <CommittedInput
          id={settleId}
          value={settings.settle ?? ''}
          onCommit={(text) => change({ settle: text })}
          placeholder={facts.proposedSettle}
          disabled={readOnly}
          width={FIELD_WIDTH}
          spellCheck={false}
        />
      </Field>
      <LiveIntervalField {...section} />
    </ConfigSection>
  );
}
