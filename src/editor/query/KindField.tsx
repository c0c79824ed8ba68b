import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { useId } from 'react';
import { QUESTIONS } from '../../kinds/editor';
import { EDITORS } from '../../kinds/editors';
import { QUERY_KINDS, type QueryKind } from '../../kinds/kinds';
import type { FieldProps } from '../fields/fieldProps';
import { t } from '../locale/translate';

/** Each kind with its line of help, below the question that it answers. */
const kindOptions = (): SelectableValue<QueryKind>[] =>
  QUESTIONS.map((question) => ({
    label: t(question),
    options: QUERY_KINDS.filter((kind) => EDITORS[kind].question === question).map((kind) => ({
      value: kind,
      label: t(EDITORS[kind].title),
      description: t(EDITORS[kind].help),
    })),
  }));

interface Props extends Pick<FieldProps, 'query'> {
  readonly onChange: (kind: QueryKind) => void;
}

export function KindField({ query, onChange }: Props) {
  const id = useId();
  return (
    <EditorField label={t('Query kind')} htmlFor={id} tooltip={t('What the query returns.')}>
      <Select
        inputId={id}
        aria-label={t('Query kind')}
        options={kindOptions()}
        value={query.kind}
        onChange={({ value }) => value !== undefined && onChange(value)}
        maxMenuHeight={520}
        width={48}
      />
    </EditorField>
  );
}
