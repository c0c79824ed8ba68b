import type { SelectableValue } from '@grafana/data';
import { Button, Field, IconButton, Select, Stack } from '@grafana/ui';
import type { ColumnConditionSetting } from '../../domain/rowRules';
import { CommittedInput } from '../parts/CommittedInput';
import { splitList } from './editedSettings';
import { message, t, translated } from '../locale/translate';

interface Props {
  /** The rule's number, from 1. */
  readonly rule: number;
  readonly conditions: readonly ColumnConditionSetting[];
  /** Whether columns are named by their position. */
  readonly byPosition: boolean;
  readonly readOnly: boolean;
  readonly onChange: (conditions: ColumnConditionSetting[]) => void;
}

/** The conditions of a rule on columns, a line each, and a button for one more. */
export function RuleConditions({ rule, conditions, byPosition, readOnly, onChange }: Props) {
  return (
    <Stack direction="column" gap={1} alignItems="flex-start">
      {conditions.map((condition, index) => (
        <ConditionRow
          key={index}
          name={t('condition {{number}} of rule {{rule}}', { number: index + 1, rule })}
          condition={condition}
          byPosition={byPosition}
          readOnly={readOnly}
          onChange={(next) => onChange(conditions.with(index, next))}
          onRemove={() => onChange(conditions.toSpliced(index, 1))}
        />
      ))}
      <Button
        icon="plus"
        variant="secondary"
        fill="text"
        size="sm"
        type="button"
        disabled={readOnly}
        aria-label={t('Add column condition to rule {{rule}}', { rule })}
        onClick={() => onChange([...conditions, { column: '', operator: 'in', values: [] }])}
      >
        {t('Add column condition')}
      </Button>
    </Stack>
  );
}

type Test = 'in' | 'not in' | 'empty' | 'not empty';

const TESTS: SelectableValue<Test>[] = [
  { value: 'in', label: message('is one of') },
  { value: 'not in', label: message('is none of') },
  { value: 'empty', label: message('is empty') },
  { value: 'not empty', label: message('is not empty') },
];

interface RowProps {
  readonly name: string;
  readonly condition: ColumnConditionSetting;
  readonly byPosition: boolean;
  readonly readOnly: boolean;
  readonly onChange: (condition: ColumnConditionSetting) => void;
  readonly onRemove: () => void;
}

function ConditionRow({ name, condition, byPosition, readOnly, onChange, onRemove }: RowProps) {
  const { column, values } = condition;
  const test = testOf(condition);
  const isOfValues = test === 'in' || test === 'not in';
  const isIncomplete = column === '' || values.length === 0;
  return (
    <Field
      noMargin
      invalid={isIncomplete}
      error={isIncomplete ? t('Enter a column and at least one value; until then, queries return an error.') : undefined}
    >
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <CommittedInput
          aria-label={t('Column of {{name}}', { name })}
          placeholder={t('Column')}
          value={String(column)}
          onCommit={(text) => onChange({ ...condition, column: byPosition && /^\d+$/.test(text) ? Number(text) : text })}
          disabled={readOnly}
          spellCheck={false}
          width={20}
        />
        <Select
          aria-label={t('Operator of {{name}}', { name })}
          options={translated(TESTS)}
          value={test}
          onChange={({ value }) => onChange({ column, ...conditionOf(value ?? 'in', isOfValues ? values : []) })}
          disabled={readOnly}
          width={16}
        />
        {isOfValues && (
          <CommittedInput
            aria-label={t('Values of {{name}}', { name })}
            placeholder="Queue, VoiceMail"
            value={values.map((value) => (value === '' ? EMPTY : value)).join(', ')}
            onCommit={(text) => onChange({ ...condition, values: splitList(text).map((value) => (value === EMPTY ? '' : value)) })}
            disabled={readOnly}
            spellCheck={false}
            width={30}
          />
        )}
        <IconButton name="trash-alt" tooltip={t('Remove {{name}}', { name })} onClick={onRemove} disabled={readOnly} />
      </Stack>
    </Field>
  );
}

/** How a missing value is written in a list of values. */
const EMPTY = '""';

function testOf({ operator, values }: ColumnConditionSetting): Test {
  const isNot = operator === '!=' || operator === 'not in';
  if (values.length === 1 && values[0] === '') {
    return isNot ? 'not empty' : 'empty';
  }
  return isNot ? 'not in' : 'in';
}

function conditionOf(test: Test, values: string[]): Pick<ColumnConditionSetting, 'operator' | 'values'> {
  switch (test) {
    case 'in':
    case 'not in':
      return { operator: test, values };
    case 'empty':
      return { operator: 'in', values: [''] };
    case 'not empty':
      return { operator: 'not in', values: [''] };
  }
}
