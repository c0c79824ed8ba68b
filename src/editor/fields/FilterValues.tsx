import { css } from '@emotion/css';
import type { GrafanaTheme2, SelectableValue, TimeRange } from '@grafana/data';
import { MultiSelect, Select, useStyles2 } from '@grafana/ui';
import { LONGEST_VALUE } from '../../domain/filters';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import { CommittedInput } from '../parts/CommittedInput';
import type { Records } from '../records';
import type { EditedFilter } from './editedQuery';
import { entryOf } from './filterRows';
import { useValueOptions, valueLabel } from './useValueOptions';
import { t } from '../locale/translate';

interface Props {
  readonly filter: EditedFilter;
  readonly label: string;
  readonly variables: readonly string[];
  readonly records: Records;
  readonly range: TimeRange | undefined;
  readonly onChange: (values: string[]) => void;
}

/** Enters the values of one filter: one, many, or an expression. */
export function FilterValues({ filter, label, variables, records, range, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const suggestions = useValueOptions(records, filter.dimension, range);
  const options = withChosen([...suggestions.options, ...variableOptions(variables)], filter.values).map((option) => ({
    ...option,
    label: valueLabel(option.value ?? ''),
  }));
  const chosen = filter.values.flatMap((value) => options.find((option) => option.value === value) ?? []);
  const common = {
    'aria-label': label,
    options,
    isLoading: suggestions.loading,
    noOptionsMessage: suggestions.nothing,
    allowCustomValue: true,
    // Who knows the value need not wait for suggestions.
    allowCreateWhileLoading: true,
    disabled: filter.dimension === '',
    onOpenMenu: suggestions.open,
    onInputChange: (text: string, { action }: { action: string }) => {
      if (action === 'input-change') {
        suggestions.search(text.slice(0, LONGEST_VALUE));
      }
    },
    formatOptionLabel: (option: SelectableValue<string>, { context }: { context: string }) => (
      <span className={styles.option}>
        <span>{option.label ?? option.value}</span>
        {context === 'menu' && typeof option.calls === 'number' && <span className={styles.calls}>{option.calls.toLocaleString()}</span>}
      </span>
    ),
  };
  switch (entryOf(filter.operator)) {
    case 'one':
      return (
        <Select
          {...common}
          value={chosen[0] ?? null}
          onChange={({ value }) => onChange(value === undefined ? [] : [value])}
          placeholder={t('Choose a value')}
          width={28}
        />
      );
    case 'many':
      return (
        <div className={styles.many}>
          <MultiSelect
            {...common}
            value={chosen}
            onChange={(items) => onChange(chosenValues(items))}
            placeholder={t('Any value')}
            closeMenuOnSelect={false}
            isClearable
            tabSelectsValue={false}
          />
        </div>
      );
    case 'expression':
      return (
        <CommittedInput
          aria-label={label}
          value={filter.values[0] ?? ''}
          onCommit={(text) => onChange(text === '' ? [] : [text])}
          placeholder={t('RE2 expression for the whole value')}
          disabled={filter.dimension === ''}
          width={36}
        />
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  option: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(2) }),
  calls: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  many: css({ minWidth: theme.spacing(28), maxWidth: theme.spacing(80) }),
});
