import { Select } from '@grafana/ui';
import { useEffect, useState } from 'react';
import type { CallResultDataSource } from '../../../editor/CallResultDataSource';
import { proposedDimension } from '../parts/proposedDimension';

interface Props {
  readonly datasource: CallResultDataSource;
  /** Asks the records again. */
  readonly revision: number;
  readonly value: string | null;
  onChange(dimension: string): void;
}

/** Chooses a dimension of the records; proposes one that divides well. */
export function DimensionSelect({ datasource, revision, value, onChange }: Props) {
  const [dimensions, setDimensions] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    datasource.records.dimensions().then(
      (found) => wanted && setDimensions(found),
      () => wanted && setDimensions([])
    );
    return () => {
      wanted = false;
    };
  }, [datasource, revision]);
  const proposed = proposedDimension(dimensions);
  useEffect(() => {
    if (proposed !== undefined && (value === null || !dimensions.includes(value))) {
      onChange(proposed);
    }
  });
  return (
    <Select
      aria-label="Dimension to split by"
      options={dimensions.map((name) => ({ value: name, label: name }))}
      value={value}
      onChange={(option) => onChange(option.value ?? '')}
      noOptionsMessage="The records have no dimensions"
      width={24}
    />
  );
}
