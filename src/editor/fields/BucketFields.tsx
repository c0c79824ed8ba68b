import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { useId, useMemo, useState } from 'react';
import { parseBucket } from '../../domain/buckets';
import { isTimeZone } from '../../domain/timeZone';
import { variableOptions, withChosen } from '../parts/choices';
import { timeZoneOptions } from '../parts/timeZoneOptions';
import { dependsOnTimeZone } from './editedQuery';
import type { FieldProps, WithVariables } from './fieldProps';

const BUCKETS: SelectableValue<string>[] = [
  { value: 'auto', label: 'auto', description: 'Fits the width of the panel' },
  ...['1m', '5m', '15m', '1h', '6h'].map((value) => ({ value, label: value })),
  { value: 'day', label: 'day', description: 'Calendar day' },
  { value: 'week', label: 'week', description: 'Calendar week, from Monday' },
  { value: 'month', label: 'month', description: 'Calendar month' },
];

/** The time step, and the time zone of calendar steps. */
export function BucketFields({ query, change, variables, zoneOwner }: FieldProps & WithVariables & { readonly zoneOwner: string }) {
  const bucketId = useId();
  const zoneId = useId();
  const [refused, setRefused] = useState<string | null>(null);
  const zones = useMemo(timeZoneOptions, []);
  const bucket = query.bucket ?? 'auto';
  const commit = (text: string) => {
    const good = text.includes('$') || parseBucket(text) !== null;
    setRefused(good ? null : text);
    if (good) {
      change({ bucket: text });
    }
  };
  return (
    <>
      <EditorField
        label="Bucket"
        htmlFor={bucketId}
        tooltip="The time step in which calls are counted, such as 10s, 5m, 2h or 7d."
        invalid={refused !== null}
        error={
          refused === null
            ? undefined
            : `"${refused}" is not a bucket; enter auto, day, week, month, or a step such as 10s, 5m, 2h, 7d (at most 366d).`
        }
      >
        <Select
          inputId={bucketId}
          aria-label="Bucket"
          options={withChosen([...BUCKETS, ...variableOptions(variables)], [bucket])}
          value={bucket}
          onChange={({ value }) => commit((value ?? 'auto').trim())}
          invalid={refused !== null}
          allowCustomValue
          width={16}
        />
      </EditorField>
      {dependsOnTimeZone(query.bucket) && (
        <EditorField
          label="Time zone"
          htmlFor={zoneId}
          tooltip={`The time zone of days, weeks and months; none selected means the ${zoneOwner}'s.`}
        >
          <Select
            inputId={zoneId}
            aria-label="Time zone"
            options={withChosen([...zones, ...variableOptions(variables)], query.timeZone === undefined ? [] : [query.timeZone])}
            value={query.timeZone ?? null}
            onChange={(item: SelectableValue<string> | null) => change({ timeZone: item?.value })}
            isValidNewOption={(text) => text.includes('$') || isTimeZone(text)}
            allowCustomValue
            placeholder={`The ${zoneOwner}'s`}
            isClearable
            width={26}
          />
        </EditorField>
      )}
    </>
  );
}
