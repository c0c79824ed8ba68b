import type { SelectableValue } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Field, Select } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { parseDuration } from '../../domain/durations';
import { callTimes } from '../../domain/layouts/layout';
import type { CallTime } from '../../domain/callTimes';
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from '../../domain/layouts/layouts';
import { isTimeZone } from '../../domain/timeZone';
import { CommittedInput } from '../parts/CommittedInput';
import { withChosen } from '../parts/choices';
import { timeZoneOptions } from '../parts/timeZoneOptions';
import { DEFAULT_LAYOUT, type SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';

const LAYOUT_OPTIONS: SelectableValue<LayoutName>[] = LAYOUT_NAMES.map((name) => ({
  value: name,
  label: LAYOUTS[name].title,
  description: LAYOUTS[name].description,
}));

const CALL_TIME_WORDS: Readonly<Record<CallTime, string>> = {
  start: 'Start: when the call was placed',
  answer: 'Answer: when it got its final answer',
  end: 'End: when it was over',
};

/** How the records are laid out, and what their times mean. */
export function RecordsSection({ settings, change, readOnly }: SectionProps) {
  const [layoutId, zoneId, timeId, settleId] = [useId(), useId(), useId(), useId()];
  const zones = useMemo(timeZoneOptions, []);
  const layout = settings.layout ?? DEFAULT_LAYOUT;
  const facts = LAYOUTS[layout];
  const zone = settings.timeZone ?? 'UTC';
  const settleProblem = settings.settle !== undefined && parseDuration(settings.settle) === null;
  const timeOptions: SelectableValue<CallTime>[] = callTimes(facts).map((time) => ({
    value: time,
    label: CALL_TIME_WORDS[time],
    ...(time === facts.proposedCallTime ? { description: "The layout's proposal" } : {}),
  }));
  return (
    <ConfigSection title="Call records">
      <Field label="Layout" htmlFor={layoutId} description={facts.description}>
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
      <Field
        label="Time zone"
        htmlFor={zoneId}
        description="Of times that are stored without one, and of days, weeks and months where a query names none."
      >
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
      <Field label="Call time" htmlFor={timeId} description="Which of a call's times places it in time.">
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
        label="Records arrive within"
        htmlFor={settleId}
        description="How late a record may be, such as 60s or 5m. What is newer is shown with a notice, and not judged by alert rules."
        invalid={settleProblem}
        error="A whole number of seconds, minutes, hours or days: 60s, 5m, 1h."
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
    </ConfigSection>
  );
}
