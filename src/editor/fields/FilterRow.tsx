import { css } from '@emotion/css';
import type { GrafanaTheme2, SelectableValue, TimeRange } from '@grafana/data';
import { AccessoryButton } from '@grafana/plugin-ui';
import { Select, useStyles2 } from '@grafana/ui';
import { CODE, FILTER_OPERATORS } from '../../domain/filters';
import { variableOptions, withChosen } from '../parts/choices';
import type { Records } from '../records';
import type { EditedFilter } from './editedQuery';
import { FilterValues } from './FilterValues';
import { OPERATOR_FACTS, withOperator } from './filterRows';
import { described, t } from '../locale/translate';

interface Props {
  /** Counted from 1, for the names that screen readers say. */
  readonly number: number;
  readonly filter: EditedFilter;
  readonly dimensions: readonly string[];
  readonly variables: readonly string[];
  readonly records: Records;
  readonly range: TimeRange | undefined;
  readonly onChange: (filter: EditedFilter) => void;
  readonly onRemove: () => void;
}

const OPERATORS: SelectableValue<string>[] = FILTER_OPERATORS.map((operator) => ({
  value: operator,
  label: operator,
  description: OPERATOR_FACTS[operator].meaning,
}));

export function FilterRow({ number, filter, dimensions, variables, records, range, onChange, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const names = [...new Set([...dimensions, CODE])].map((name) => ({ value: name, label: name }));
  return (
    <div className={styles.row} role="group" aria-label={t('Filter {{number}}', { number })}>
      <div className={styles.fixed}>
        <Select
          aria-label={t('Dimension of filter {{number}}', { number })}
          options={withChosen([...names, ...variableOptions(variables)], filter.dimension === '' ? [] : [filter.dimension])}
          value={filter.dimension === '' ? null : filter.dimension}
          onChange={({ value }) => onChange({ ...filter, dimension: value ?? '', values: [] })}
          placeholder={t('Dimension')}
          allowCustomValue
          width="auto"
        />
      </div>
      <div className={styles.fixed}>
        <Select
          aria-label={t('Operator of filter {{number}}', { number })}
          options={described(OPERATORS)}
          value={filter.operator}
          onChange={({ value }) => onChange(withOperator(filter, value ?? filter.operator))}
          width="auto"
        />
      </div>
      <FilterValues
        label={t('Values of filter {{number}}', { number })}
        filter={filter}
        variables={variables}
        records={records}
        range={range}
        onChange={(values) => onChange({ ...filter, values })}
      />
      <AccessoryButton
        className={styles.fixed}
        aria-label={t('Remove filter {{number}}', { number })}
        icon="times"
        variant="secondary"
        type="button"
        onClick={onRemove}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(0.25), maxWidth: '100%' }),
  // Long lists of values wrap; the short selects beside them keep their width.
  fixed: css({ flex: 'none' }),
});
