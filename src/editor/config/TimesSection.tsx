import type { SelectableValue } from '@grafana/data';
import { Field, Select } from '@grafana/ui';
import { useId } from 'react';
import { parseDuration } from '../../domain/durations';
import { callTimes } from '../../domain/layouts/layout';
import type { CallTime } from '../../domain/callTimes';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import { timeFormatProblem } from '../../domain/timeFormat';
import { CommittedInput } from '../parts/CommittedInput';
import type { SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { FoldedSection } from './FoldedSection';
import { LiveIntervalField } from './LiveIntervalField';
import { settingField } from './settingField';
import { setSummary } from './setSummary';
import { message, t } from '../locale/translate';

const CALL_TIME_LABELS: Readonly<Record<CallTime, string>> = {
  start: message('Start: the call was placed'),
  answer: message('Answer: the call got its final response'),
  end: message('End: the call was over'),
};

/** How times are written, which of them is a call's, and how late records are. */
export function TimesSection(section: SectionProps) {
  const { settings, change, readOnly } = section;
  const [formatId, timeId, settleId] = [useId(), useId(), useId()];
  const facts = LAYOUTS[settings.layout ?? DEFAULT_LAYOUT];
  const formatProblem = settings.timeFormat === undefined ? null : timeFormatProblem(settings.timeFormat);
  const settleProblem = settings.settle !== undefined && parseDuration(settings.settle) === null;
  const timeOptions: SelectableValue<CallTime>[] = callTimes(facts).map((time) => ({
    value: time,
    label: t(CALL_TIME_LABELS[time]),
    ...(time === facts.proposedCallTime ? { description: t("The layout's choice") } : {}),
  }));
  return (
    <FoldedSection title={t('Times')} summary={setSummary(settings, ['timeFormat', 'callTime', 'settle', 'liveInterval'])}>
      <Field
        {...settingField('timeFormat', t('Needed where the values do not tell whether the day or the month is first.'))}
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
          aria-label={t('Call time')}
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
        error={t('Enter a whole number of seconds, minutes, hours or days: 60s, 5m, 1h.')}
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
    </FoldedSection>
  );
}
