import type { SelectableValue } from '@grafana/data';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup, Select } from '@grafana/ui';
import { useId } from 'react';
import { type AnnotationEventKind, DEFAULT_EVENTS, DEFAULT_QUIET, DEFAULT_SPAN_DIMENSION, MAX_EVENTS } from './schema';
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
import type { KindEditor } from '../editor';

const EVENTS: SelectableValue<AnnotationEventKind>[] = [
  { value: 'appearance', label: 'Something new', description: 'A result or code that shows up after a quiet time' },
  { value: 'spans', label: 'Runs', description: 'From the first to the last call of each run, or of each value of another dimension' },
  { value: 'verdict', label: 'Failed runs', description: 'Runs, or values of another dimension, that did not pass' },
  { value: 'crossing', label: 'Threshold', description: 'A ratio that fell below a threshold, or rose to it' },
];

const BY: SelectableValue<NonNullable<EditedQuery['by']>>[] = [
  { value: 'result', label: 'Result' },
  { value: 'code', label: 'Code' },
];

/** Which moments are marked; shows only what matters for them. */
function AnnotationRows({ zoneOwner, dimensions, ...field }: KindFieldProps) {
  const { query, change, variables } = field;
  const perId = useId();
  const event = query.event ?? 'appearance';
  const per = query.per ?? DEFAULT_SPAN_DIMENSION;
  const names = [...dimensions.map((name) => ({ value: name, label: name })), ...variableOptions(variables)];
  return (
    <>
      <EditorRow>
        <EditorField label="Mark" tooltip="What becomes an event.">
          <RadioButtonGroup
            aria-label="Mark"
            options={EVENTS}
            value={event}
            onChange={(next) => change({ event: next, ...(next === 'verdict' || next === 'crossing' ? { results: undefined } : {}) })}
          />
        </EditorField>
        {event === 'appearance' && (
          <EditorField label="New" tooltip="What it is that appears.">
            <RadioButtonGroup aria-label="New" options={BY} value={query.by ?? 'result'} onChange={(by) => change({ by })} />
          </EditorField>
        )}
        {(event === 'spans' || event === 'verdict') && (
          <EditorField label="Of" htmlFor={perId} tooltip="Each value of this dimension is an event of its own.">
            <Select
              inputId={perId}
              aria-label="Events of"
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
          tooltip="How long nothing must have been seen before something counts as new, as begun or as ended; so far before the time range calls are looked at."
          value={query.quiet ?? DEFAULT_QUIET}
          allowed={(text) => parseDuration(text) !== null}
          hint="A number of seconds, minutes, hours or days such as 30m, 1h or 7d"
          onCommit={(quiet) => change({ quiet })}
        />
        {event !== 'verdict' && <BucketFields {...field} zoneOwner={zoneOwner} />}
        <BoundedNumberField
          label="At most"
          tooltip="How many events there are at most, the newest."
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
  help: 'Moments worth marking: something new, runs, failed runs, thresholds crossed',
  Fields: AnnotationRows,
};
