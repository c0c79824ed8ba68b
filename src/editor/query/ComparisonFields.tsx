import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import { useId, useState } from 'react';
import { DEFAULT_ALPHA } from '../../domain/comparisonQuery';
import { CommittedInput } from '../parts/CommittedInput';
import type { EditedQuery } from './editedQuery';
import type { FieldProps } from './fieldProps';

const ROWS: SelectableValue<NonNullable<EditedQuery['by']>>[] = [
  { value: 'result', label: 'Results' },
  { value: 'code', label: 'Codes' },
];

const SHAPES: SelectableValue<NonNullable<EditedQuery['shape']>>[] = [
  { value: 'table', label: 'Table', description: 'One row each, with numbers and verdict' },
  { value: 'series', label: 'Series', description: 'One field each, 1 where it got worse, for alert rules' },
];

/** What is compared, and when a difference counts. */
export function ComparisonFields({ query, change }: FieldProps) {
  const [alphaId, leastId] = [useId(), useId()];
  const [wrong, setWrong] = useState<'alpha' | 'least' | null>(null);
  const commitAlpha = (text: string) => {
    const alpha = Number(text);
    const good = alpha > 0 && alpha < 1;
    setWrong(good ? null : 'alpha');
    if (good) {
      change({ alpha });
    }
  };
  const commitLeast = (text: string) => {
    const minimumCalls = Number(text);
    const good = text.trim() !== '' && Number.isInteger(minimumCalls) && minimumCalls >= 0;
    setWrong(good ? null : 'least');
    if (good) {
      change({ minimumCalls });
    }
  };
  return (
    <>
      <EditorField label="Compare" tooltip="What the rows are.">
        <RadioButtonGroup aria-label="Compare" options={ROWS} value={query.by ?? 'result'} onChange={(by) => change({ by })} />
      </EditorField>
      <EditorField
        label="Alpha"
        htmlFor={alphaId}
        tooltip="How probable a false alarm may be, over all rows together."
        invalid={wrong === 'alpha'}
        error="Between 0 and 1, such as 0.01"
      >
        <CommittedInput id={alphaId} value={String(query.alpha ?? DEFAULT_ALPHA)} onCommit={commitAlpha} width={8} />
      </EditorField>
      <EditorField label="Least calls" htmlFor={leastId} tooltip="A side with fewer calls is not judged." invalid={wrong === 'least'} error="A whole number, 0 or more">
        <CommittedInput id={leastId} value={String(query.minimumCalls ?? 0)} onCommit={commitLeast} width={8} />
      </EditorField>
      <EditorField label="Shape" tooltip="A table for readers, series for alert rules.">
        <RadioButtonGroup aria-label="Shape" options={SHAPES} value={query.shape ?? 'table'} onChange={(shape) => change({ shape })} />
      </EditorField>
    </>
  );
}
