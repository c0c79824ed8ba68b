import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { DEFAULT_ALPHA } from './schema';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { FieldProps } from '../../editor/fields/fieldProps';
import { NumberField } from '../../editor/fields/NumberField';

const ROWS: SelectableValue<NonNullable<EditedQuery['by']>>[] = [
  { value: 'result', label: 'By result' },
  { value: 'code', label: 'By code' },
];

const SHAPES: SelectableValue<NonNullable<EditedQuery['shape']>>[] = [
  { value: 'table', label: 'Table', description: 'One row each, with numbers and verdict' },
  { value: 'series', label: 'Series', description: 'One field each, 1 where it got worse, for alert rules' },
];

/** What is compared, and when a difference counts. */
export function ComparisonFields({ query, change }: FieldProps) {
  return (
    <>
      <EditorField label="Compare" tooltip="What the rows are.">
        <RadioButtonGroup aria-label="Compare" options={ROWS} value={query.by ?? 'result'} onChange={(by) => change({ by })} />
      </EditorField>
      <NumberField
        label="Alpha"
        tooltip="How probable a false alarm may be, over all rows together."
        value={query.alpha ?? DEFAULT_ALPHA}
        allowed={(alpha) => alpha > 0 && alpha < 1}
        hint="Between 0 and 1, such as 0.01"
        onCommit={(alpha) => change({ alpha })}
      />
      <NumberField
        label="Minimum calls"
        tooltip="A side with fewer calls is not judged."
        value={query.minimumCalls ?? 0}
        allowed={(calls) => Number.isInteger(calls) && calls >= 0}
        hint="A whole number, 0 or more"
        onCommit={(minimumCalls) => change({ minimumCalls })}
      />
      <EditorField label="Shape" tooltip="A table for readers, series for alert rules.">
        <RadioButtonGroup aria-label="Shape" options={SHAPES} value={query.shape ?? 'table'} onChange={(shape) => change({ shape })} />
      </EditorField>
    </>
  );
}
