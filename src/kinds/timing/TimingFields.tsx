import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { InlineSwitch, MultiSelect, RadioButtonGroup } from '@grafana/ui';
import { useId, useState } from 'react';
import { DEFAULT_SHORT_MS, TIMING_MEASURES, TIMING_STATISTICS, type TimingSpan, type TimingStatistic } from './schema';
import { TIMING_FACTS, TIMINGS } from '../../domain/timings';
import { CommittedInput } from '../../editor/parts/CommittedInput';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { MinimumCallsField } from '../../editor/fields/MinimumCallsField';
import { described, message, t, translated } from '../../editor/locale/translate';

const SPANS: SelectableValue<TimingSpan>[] = [
  { value: 'range', label: message('Range'), description: message('One number for the whole time range') },
  { value: 'time', label: message('Time'), description: message('One number per bucket') },
  { value: 'histogram', label: message('Histogram'), description: message('Number of calls per bucket and duration, for heatmaps') },
];

const timingOptions = () =>
  TIMINGS.map((value) => {
    const timing = t(TIMING_FACTS[value].title);
    const description = TIMING_FACTS[value].answeredOnly
      ? t('{{timing}}, of answered calls', { timing })
      : t('{{timing}}, of all calls', { timing });
    return { value, label: value, description };
  });
const STATISTIC_OPTIONS = TIMING_STATISTICS.map((value) => ({ value, label: value }));
const MEASURE_OPTIONS = TIMING_MEASURES.map((value) => ({
  value,
  label: value,
  description: value === 'ACD' ? message('Average call duration') : message('Share of answered calls that were very short'),
}));

/** The timings, and their statistics and measures. */
export function TimingFields({ query, change }: FieldProps) {
  const [timingsId, statisticsId, measuresId, shortId, resultId] = [useId(), useId(), useId(), useId(), useId()];
  const [problem, setProblem] = useState<string | null>(null);
  const measures = query.measures ?? [];
  const timings = query.timings ?? (measures.length === 0 ? (['pdd'] as const) : []);
  const statistics: readonly TimingStatistic[] = query.statistics ?? ['p95'];
  const isHistogram = query.over === 'histogram';
  const commitShort = (text: string) => {
    const seconds = Number(text);
    const isGood = seconds >= 0.001 && seconds <= 3_600;
    setProblem(isGood ? null : t('Enter a number from 0.001 to 3600.'));
    if (isGood) {
      change({ shortUnderMs: Math.round(seconds * 1_000) });
    }
  };
  return (
    <>
      <EditorField
        label={t('Timings')}
        htmlFor={timingsId}
        tooltip={t('Post-dial delay of all calls, setup time and duration of answered calls.')}
      >
        <MultiSelect
          inputId={timingsId}
          aria-label={t('Timings')}
          options={timingOptions()}
          value={[...timings]}
          onChange={(items) => change({ timings: chosen(TIMINGS, items) })}
          width="auto"
        />
      </EditorField>
      <EditorField label={t('Over')} tooltip={t('One number for the whole time range, one per bucket, or a histogram per bucket.')}>
        <RadioButtonGroup
          aria-label={t('Over')}
          options={translated(SPANS)}
          value={query.over ?? 'range'}
          onChange={(over) => change({ over })}
        />
      </EditorField>
      {!isHistogram && (
        <>
          <EditorField
            label={t('Statistics')}
            htmlFor={statisticsId}
            tooltip={t('p95 means that 95 of 100 calls took at most this long (nearest rank).')}
          >
            <MultiSelect
              inputId={statisticsId}
              aria-label={t('Statistics')}
              options={STATISTIC_OPTIONS}
              value={[...statistics]}
              onChange={(items) => change({ statistics: chosen(TIMING_STATISTICS, items) })}
              width="auto"
            />
          </EditorField>
          <EditorField label={t('Measures')} htmlFor={measuresId} tooltip={t('Measures of the call duration.')}>
            <MultiSelect
              inputId={measuresId}
              aria-label={t('Measures')}
              options={described(MEASURE_OPTIONS)}
              value={measures}
              onChange={(items) => change({ measures: chosen(TIMING_MEASURES, items), timings: [...timings] })}
              placeholder={t('None')}
              width="auto"
            />
          </EditorField>
          <EditorField label={t('By result')} htmlFor={resultId} tooltip={t('One value per result.')}>
            <InlineSwitch
              id={resultId}
              value={query.byResult === true}
              onChange={({ currentTarget }) => change({ byResult: currentTarget.checked })}
            />
          </EditorField>
          <MinimumCallsField query={query} change={change} tooltip={t('Statistics of fewer calls than this are left out.')} usual={0} />
        </>
      )}
      {!isHistogram && measures.includes('short calls') && (
        <EditorField
          label={t('Short call limit (s)')}
          htmlFor={shortId}
          tooltip={t('Answered calls below this number of seconds are short.')}
          invalid={problem !== null}
          error={problem}
        >
          <CommittedInput id={shortId} value={String((query.shortUnderMs ?? DEFAULT_SHORT_MS) / 1_000)} onCommit={commitShort} width={8} />
        </EditorField>
      )}
    </>
  );
}

/** In the fixed order, whatever order they were chosen in. */
function chosen<Name extends string>(names: readonly Name[], items: readonly SelectableValue<Name>[]): Name[] {
  return names.filter((name) => items.some(({ value }) => value === name));
}
