import type { SelectableValue, TimeRange } from '@grafana/data';
import { AccessoryButton, InputGroup } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { FILTER_OPERATORS } from '../../domain/filters';
import { variableOptions, withChosen } from '../parts/choices';
import type { Records } from '../records';
import type { EditedFilter } from './editedQuery';
import { FilterValues } from './FilterValues';
import { OPERATOR_FACTS, withOperator } from './filterRows';

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
  const names = dimensions.map((name) => ({ value: name, label: name }));
  return (
    <InputGroup>
      <Select
        aria-label={`Dimension of filter ${number}`}
        options={withChosen([...names, ...variableOptions(variables)], filter.dimension === '' ? [] : [filter.dimension])}
        value={filter.dimension === '' ? null : filter.dimension}
        onChange={({ value }) => onChange({ ...filter, dimension: value ?? '', values: [] })}
        placeholder="Dimension"
        allowCustomValue
        width="auto"
      />
      <Select
        aria-label={`Operator of filter ${number}`}
        options={OPERATORS}
        value={filter.operator}
        onChange={({ value }) => onChange(withOperator(filter, value ?? filter.operator))}
        width="auto"
      />
      <FilterValues
        label={`Values of filter ${number}`}
        filter={filter}
        variables={variables}
        records={records}
        range={range}
        onChange={(values) => onChange({ ...filter, values })}
      />
      <AccessoryButton aria-label={`Remove filter ${number}`} icon="times" variant="secondary" type="button" onClick={onRemove} />
    </InputGroup>
  );
}
