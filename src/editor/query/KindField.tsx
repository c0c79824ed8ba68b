import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { useId } from 'react';
import { QUESTIONS } from '../../kinds/editor';
import { EDITORS } from '../../kinds/editors';
import { QUERY_KINDS, type QueryKind } from '../../kinds/kinds';
import type { FieldProps } from '../fields/fieldProps';

/** Each kind with its line of help, below the question that it answers. */
const KINDS: SelectableValue<QueryKind>[] = QUESTIONS.map((question) => ({
  label: question,
  options: QUERY_KINDS.filter((kind) => EDITORS[kind].question === question).map((kind) => ({
    value: kind,
    label: EDITORS[kind].title,
    description: EDITORS[kind].help,
  })),
}));

interface Props extends Pick<FieldProps, 'query'> {
  readonly onChange: (kind: QueryKind) => void;
}

export function KindField({ query, onChange }: Props) {
  const id = useId();
  return (
    <EditorField label="Query kind" htmlFor={id} tooltip="What the query returns.">
      <Select
        inputId={id}
        aria-label="Query kind"
        options={KINDS}
        value={query.kind}
        onChange={({ value }) => value !== undefined && onChange(value)}
        maxMenuHeight={520}
        width={48}
      />
    </EditorField>
  );
}
