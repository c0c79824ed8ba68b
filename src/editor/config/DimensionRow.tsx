import type { SelectableValue } from '@grafana/data';
import { Field, IconButton, Input, Select, Stack } from '@grafana/ui';
import type { DimensionSetting } from '../../domain/dimensionSettings';
import { CommittedInput } from '../parts/CommittedInput';
import { asKind, DIMENSION_KIND_FACTS, DIMENSION_KINDS, type DimensionKind, dimensionProblem, kindOf } from './dimensionKinds';
import { joinList, splitList } from './editedSettings';
import { t, translated } from '../locale/translate';

interface Props {
  /** Counted from 1. */
  readonly number: number;
  readonly dimension: DimensionSetting;
  readonly all: readonly DimensionSetting[];
  readonly readOnly: boolean;
  readonly onChange: (dimension: DimensionSetting) => void;
  readonly onRemove: () => void;
}

const KINDS: SelectableValue<DimensionKind>[] = DIMENSION_KINDS.map((kind) => ({ value: kind, ...DIMENSION_KIND_FACTS[kind] }));

export function DimensionRow({ number, dimension, all, readOnly, onChange, onRemove }: Props) {
  const problem = dimensionProblem(dimension, all);
  const input = { disabled: readOnly, spellCheck: false, width: 20 } as const;
  return (
    <Field noMargin invalid={problem !== null} error={problem}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        <Input
          {...input}
          aria-label={t('Name of dimension {{number}}', { number })}
          placeholder={t('Name')}
          value={dimension.name}
          onChange={({ currentTarget }) => onChange({ ...dimension, name: currentTarget.value })}
        />
        <Select
          aria-label={t('Kind of dimension {{number}}', { number })}
          options={translated(KINDS)}
          value={kindOf(dimension)}
          onChange={({ value }) => onChange(asKind(dimension, value ?? 'column'))}
          disabled={readOnly}
          width={26}
        />
        {'column' in dimension ? (
          <Input
            {...input}
            aria-label={t('Column of dimension {{number}}', { number })}
            placeholder={t('Column')}
            value={dimension.column}
            onChange={({ currentTarget }) => onChange({ ...dimension, column: currentTarget.value })}
          />
        ) : (
          <>
            <Input
              {...input}
              aria-label={t('Column with the calling address of dimension {{number}}', { number })}
              placeholder={t('Calling address')}
              value={dimension.from}
              onChange={({ currentTarget }) => onChange({ ...dimension, from: currentTarget.value })}
            />
            <Input
              {...input}
              aria-label={t('Column with the called address of dimension {{number}}', { number })}
              placeholder={t('Called address')}
              value={dimension.to}
              onChange={({ currentTarget }) => onChange({ ...dimension, to: currentTarget.value })}
            />
            <CommittedInput
              {...input}
              width={30}
              aria-label={t('Your domains or prefixes of dimension {{number}}', { number })}
              placeholder="pbx.example, 4930"
              value={joinList(dimension.own)}
              onCommit={(text) => onChange({ ...dimension, own: splitList(text) })}
            />
          </>
        )}
        {'prefixes' in dimension && (
          <CommittedInput
            {...input}
            width={30}
            aria-label={t('Prefixes of dimension {{number}}', { number })}
            placeholder="49, 4930, +1212"
            value={joinList(dimension.prefixes)}
            onCommit={(text) => onChange({ ...dimension, prefixes: splitList(text) })}
          />
        )}
        <IconButton name="trash-alt" tooltip={t('Remove dimension {{number}}', { number })} onClick={onRemove} disabled={readOnly} />
      </Stack>
    </Field>
  );
}
