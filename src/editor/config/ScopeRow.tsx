import type { SelectableValue } from '@grafana/data';
import { Field, IconButton, Input, Select, Stack } from '@grafana/ui';
import type { ListFilter } from '../../domain/filters';
import { CommittedInput } from '../parts/CommittedInput';
import { joinList, splitList } from './editedSettings';
import { message, t, translated } from '../locale/translate';

interface Props {
  /** What the condition is on. */
  readonly on?: 'Dimension' | 'Column';
  /** Counted from 1. */
  readonly number: number;
  readonly condition: ListFilter;
  readonly readOnly: boolean;
  readonly onChange: (condition: ListFilter) => void;
  readonly onRemove: () => void;
}

type Operator = 'in' | 'not in';

const OPERATORS: SelectableValue<Operator>[] = [
  { value: 'in', label: message('is one of') },
  { value: 'not in', label: message('is none of') },
];

/** One condition; `=` and `!=` of provisioned settings are shown as lists of one. */
export function ScopeRow({ on = 'Dimension', number, condition, readOnly, onChange, onRemove }: Props) {
  const [subject, name, incomplete] =
    on === 'Column'
      ? [
          t('Column'),
          t('row condition {{number}}', { number }),
          t('Enter a column and at least one value; until then, queries return an error.'),
        ]
      : [
          t('Dimension'),
          t('condition {{number}}', { number }),
          t('Enter a dimension and at least one value; until then, queries return an error.'),
        ];
  const { dimension, operator } = condition;
  const values: string[] = [...condition.values];
  const list: Operator = operator === '=' || operator === 'in' ? 'in' : 'not in';
  const missing = dimension === '' || values.length === 0;
  return (
    <Field noMargin invalid={missing} error={missing ? incomplete : undefined}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <Input
          aria-label={t('{{subject}} of {{name}}', { subject, name })}
          placeholder={subject}
          value={dimension}
          onChange={({ currentTarget }) => onChange({ dimension: currentTarget.value, operator: list, values })}
          disabled={readOnly}
          spellCheck={false}
          width={20}
        />
        <Select
          aria-label={t('Operator of {{name}}', { name })}
          options={translated(OPERATORS)}
          value={list}
          onChange={({ value }) => onChange({ dimension, operator: value ?? 'in', values })}
          disabled={readOnly}
          width={16}
        />
        <CommittedInput
          aria-label={t('Values of {{name}}', { name })}
          placeholder={on === 'Column' ? 'STOP' : 'customer-a, customer-b'}
          value={joinList(values)}
          onCommit={(text) => onChange({ dimension, operator: list, values: splitList(text) })}
          disabled={readOnly}
          spellCheck={false}
          width={40}
        />
        <IconButton name="trash-alt" tooltip={t('Remove {{name}}', { name })} onClick={onRemove} disabled={readOnly} />
      </Stack>
    </Field>
  );
}
