import type { SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import {
  type AnnotationEventKind,
  DEFAULT_EVENTS,
  DEFAULT_QUIET,
  DEFAULT_SPAN_DIMENSION,
  DEFAULT_THRESHOLD,
  type Direction,
  MAX_EVENTS,
} from './schema';
import { parseDuration } from '../../domain/durations';
import { variableOptions, withChosen } from '../../editor/parts/choices';
import { BoundedNumberField } from '../../editor/fields/BoundedNumberField';
import { BucketFields } from '../../editor/fields/BucketFields';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { RatiosField } from '../../editor/fields/RatiosField';
import { PassCriteriaFields } from '../../editor/fields/PassCriteriaFields';
import { TextField } from '../../editor/fields/TextField';
import { CrossingFields } from './CrossingFields';
import { ratioNames } from '../../editor/fields/ratioWords';
import { criteriaWords, listed, percentWords } from '../../editor/fields/summaryWords';
import type { KindEditor } from '../editor';
import { message, t, translated } from '../../editor/locale/translate';

const EVENTS: SelectableValue<AnnotationEventKind>[] = [
  { value: 'appearance', label: message('Appearance'), description: message('A result or code that appears after a quiet time') },
  {
    value: 'spans',
    label: message('Runs'),
    description: message('The time from the first to the last call of each run, or of each value of another dimension'),
  },
  { value: 'verdict', label: message('Failed runs'), description: message('Runs, or values of another dimension, that did not pass') },
  { value: 'crossing', label: message('Threshold'), description: message('A ratio that falls below a threshold, or rises to it') },
];

const BY: SelectableValue<NonNullable<EditedQuery['by']>>[] = [
  { value: 'result', label: message('Result') },
  { value: 'code', label: message('Code') },
];

/** The events to mark; shows only the fields of their kind. */
function AnnotationRows({ zoneOwner, dimensions, ...field }: KindFieldProps) {
  const { query, change, variables } = field;
  const perId = useId();
  const event = query.event ?? 'appearance';
  const per = query.per ?? DEFAULT_SPAN_DIMENSION;
  const names = [...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)];
  return (
    <>
      <EditorRow>
        <EditorField label={t('Event')} tooltip={t('What is marked.')}>
          <RadioButtonGroup
            aria-label={t('Event')}
            options={translated(EVENTS)}
            value={event}
            onChange={(next) => change({ event: next, ...(next === 'verdict' || next === 'crossing' ? { results: undefined } : {}) })}
          />
        </EditorField>
        {event === 'appearance' && (
          <EditorField label={t('Appearance of')} tooltip={t('Whether results or codes appear.')}>
            <RadioButtonGroup
              aria-label={t('Appearance of')}
              options={translated(BY)}
              value={query.by ?? 'result'}
              onChange={(by) => change({ by })}
            />
          </EditorField>
        )}
        {(event === 'spans' || event === 'verdict') && (
          <EditorField label={t('Events per')} htmlFor={perId} tooltip={t('The dimension whose values each have an event.')}>
            <Select
              inputId={perId}
              aria-label={t('Events per')}
              options={withChosen(names, [per])}
              value={per}
              onChange={({ value }) => change({ per: value })}
              allowCustomValue
              width={18}
            />
          </EditorField>
        )}
        <TextField
          label={t('Quiet time')}
          tooltip={t('The time without calls after which a result or code appears anew and a run starts or ends.')}
          value={query.quiet ?? DEFAULT_QUIET}
          allowed={(text) => parseDuration(text) !== null}
          hint={t('Enter a number of seconds, minutes, hours or days such as 30m, 1h or 7d.')}
          onCommit={(quiet) => change({ quiet })}
        />
        {event !== 'verdict' && <BucketFields {...field} zoneOwner={zoneOwner} />}
        <BoundedNumberField
          label={t('Limit')}
          tooltip={t('The number of events to show, the newest first.')}
          value={query.limit ?? DEFAULT_EVENTS}
          min={1}
          max={MAX_EVENTS}
          whole
          usual={DEFAULT_EVENTS}
          onChange={(limit) => change({ limit })}
        />
      </EditorRow>
      {event === 'verdict' && (
        <EditorRow>
          <PassCriteriaFields {...field} />
        </EditorRow>
      )}
      {event === 'crossing' && (
        <>
          <EditorRow>
            <RatiosField {...field} />
          </EditorRow>
          <EditorRow>
            <CrossingFields {...field} />
          </EditorRow>
        </>
      )}
    </>
  );
}

export const annotationsEditor: KindEditor = {
  title: message('Events'),
  help: message('New results, runs, crossed thresholds, for annotations'),
  question: 'Which calls, and when?',
  panels: () => ['Table'],
  summary: eventWords,
  Fields: AnnotationRows,
};

const CROSSES: Readonly<Record<Direction, string>> = {
  both: message('crosses'),
  below: message('falls below'),
  above: message('rises to'),
};

/** What a query for events marks, in words. */
function eventWords({ event = 'appearance', by, quiet = DEFAULT_QUIET, per = DEFAULT_SPAN_DIMENSION, ...query }: EditedQuery): string {
  switch (event) {
    case 'appearance':
      return by === 'code'
        ? t('Events: status codes that appear after {{quiet}} without', { quiet })
        : t('Events: results that appear after {{quiet}} without', { quiet });
    case 'spans':
      return t('Events: each {{per}} from its first to its last call', { per });
    case 'verdict':
      return t('Events: each {{per}} without {{criteria}}', { per, criteria: criteriaWords(query) });
    case 'crossing':
      return t('Events: {{ratios}} {{crosses}} {{threshold}}', {
        ratios: listed(ratioNames(query)),
        crosses: t(CROSSES[query.direction ?? 'both']),
        threshold: percentWords(query.threshold ?? DEFAULT_THRESHOLD),
      });
  }
}
