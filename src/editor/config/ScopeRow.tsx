import type { SelectableValue } from '@grafana/data';
import { Field, IconButton, Input, Select, Stack } from '@grafana/ui';
import type { ListFilter } from '../../domain/filters';
import { CommittedInput } from '../parts/CommittedInput';
import { joinList, splitList } from './editedSettings';

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
  { value: 'in', label: 'is one of' },
  { value: 'not in', label: 'is none of' },
];

/** One condition; `=` and `!=` of provisioned settings are shown as lists of one. */
export function ScopeRow({ on = 'Dimension', number, condition, readOnly, onChange, onRemove }: Props) {
  const name = `${on === 'Column' ? 'row ' : ''}condition ${number}`;
  const { dimension, operator } = condition;
  const values: string[] = [...condition.values];
  const list: Operator = operator === '=' || operator === 'in' ? 'in' : 'not in';
  const missing = dimension === '' || values.length === 0;
  return (
    <Field
      noMargin
      invalid={missing}
      error={missing ? `Enter a ${on.toLowerCase()} and at least one value; until then, queries return an error.` : undefined}
    >
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <Input
          aria-label={`${on} of ${name}`}
          placeholder={on}
          value={dimension}
          onChange={({ currentTarget }) => onChange({ dimension: currentTarget.value, operator: list, values })}
          disabled={readOnly}
          spellCheck={false}
          width={20}
        />
        <Select
          aria-label={`Operator of ${name}`}
          options={OPERATORS}
          value={list}
          onChange={({ value }) => onChange({ dimension, operator: value ?? 'in', values })}
          disabled={readOnly}
          width={16}
        />
        <CommittedInput
          aria-label={`Values of ${name}`}
          placeholder={on === 'Column' ? 'STOP' : 'customer-a, customer-b'}
          value={joinList(values)}
          onCommit={(text) => onChange({ dimension, operator: list, values: splitList(text) })}
          disabled={readOnly}
          spellCheck={false}
          width={40}
        />
        <IconButton name="trash-alt" tooltip={`Remove ${name}`} onClick={onRemove} disabled={readOnly} />
      </Stack>
    </Field>
  );
}
