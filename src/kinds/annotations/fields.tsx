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

const EVENTS: SelectableValue<AnnotationEventKind>[] = [
  { value: 'appearance', label: 'Appearance', description: 'A result or code that appears after a quiet time' },
  {
    value: 'spans',
    label: 'Runs',
    description: 'The time from the first to the last call of each run, or of each value of another dimension',
  },
  { value: 'verdict', label: 'Failed runs', description: 'Runs, or values of another dimension, that did not pass' },
  { value: 'crossing', label: 'Threshold', description: 'A ratio that falls below a threshold, or rises to it' },
];

const BY: SelectableValue<NonNullable<EditedQuery['by']>>[] = [
  { value: 'result', label: 'Result' },
  { value: 'code', label: 'Code' },
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
        <EditorField label="Event" tooltip="What is marked.">
          <RadioButtonGroup
            aria-label="Event"
            options={EVENTS}
            value={event}
            onChange={(next) => change({ event: next, ...(next === 'verdict' || next === 'crossing' ? { results: undefined } : {}) })}
          />
        </EditorField>
        {event === 'appearance' && (
          <EditorField label="Appearance of" tooltip="Whether results or codes appear.">
            <RadioButtonGroup aria-label="Appearance of" options={BY} value={query.by ?? 'result'} onChange={(by) => change({ by })} />
          </EditorField>
        )}
        {(event === 'spans' || event === 'verdict') && (
          <EditorField label="Events per" htmlFor={perId} tooltip="The dimension whose values each have an event.">
            <Select
              inputId={perId}
              aria-label="Events per"
              options={withChosen(names, [per])}
              value={per}
              onChange={({ value }) => change({ per: value })}
              allowCustomValue
              width={18}
            />
          </EditorField>
        )}
        <TextField
          label="Quiet time"
          tooltip="The time without calls after which a result or code appears anew and a run starts or ends."
          value={query.quiet ?? DEFAULT_QUIET}
          allowed={(text) => parseDuration(text) !== null}
          hint="Enter a number of seconds, minutes, hours or days such as 30m, 1h or 7d."
          onCommit={(quiet) => change({ quiet })}
        />
        {event !== 'verdict' && <BucketFields {...field} zoneOwner={zoneOwner} />}
        <BoundedNumberField
          label="Limit"
          tooltip="The number of events to show, the newest first."
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
  title: 'Events',
  help: 'New results, runs, crossed thresholds, for annotations',
  question: 'Which calls, and when?',
  panels: () => ['Table'],
  summary: eventWords,
  Fields: AnnotationRows,
};

const CROSSES: Readonly<Record<Direction, string>> = { both: 'crosses', below: 'falls below', above: 'rises to' };

/** What a query for events marks, in words. */
function eventWords({ event = 'appearance', by, quiet = DEFAULT_QUIET, per = DEFAULT_SPAN_DIMENSION, ...query }: EditedQuery): string {
  switch (event) {
    case 'appearance':
      return `Events: ${by === 'code' ? 'status codes' : 'results'} that appear after ${quiet} without`;
    case 'spans':
      return `Events: each ${per} from its first to its last call`;
    case 'verdict':
      return `Events: each ${per} without ${criteriaWords(query)}`;
    case 'crossing':
      return `Events: ${listed(ratioNames(query))} ${CROSSES[query.direction ?? 'both']} ${percentWords(query.threshold ?? DEFAULT_THRESHOLD)}`;
  }
}
