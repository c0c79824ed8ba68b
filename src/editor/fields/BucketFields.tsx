import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Select } from '@grafana/ui';
import { useId, useMemo, useState } from 'react';
import { parseBucket } from '../../domain/buckets';
import { isTimeZone } from '../../domain/timeZone';
import { variableOptions, withChosen } from '../parts/choices';
import { timeZoneOptions } from '../parts/timeZoneOptions';
import { dependsOnTimeZone } from './editedQuery';
import type { FieldProps, KindFieldProps, WithVariables } from './fieldProps';
import { message, t, translated } from '../locale/translate';

const BUCKETS: SelectableValue<string>[] = [
  { value: 'auto', label: message('auto'), description: message('Fits the width of the panel') },
  ...['1m', '5m', '15m', '1h', '6h'].map((value) => ({ value, label: value })),
  { value: 'day', label: message('day'), description: message('Calendar day') },
  { value: 'week', label: message('week'), description: message('Calendar week, from Monday') },
  { value: 'month', label: message('month'), description: message('Calendar month') },
];

/** The time step, and the time zone of calendar steps. */
export function BucketFields({ query, change, variables, zoneOwner }: FieldProps & WithVariables & Pick<KindFieldProps, 'zoneOwner'>) {
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
        label={t('Bucket')}
        htmlFor={bucketId}
        tooltip={t('The time step in which calls are counted, such as 10s, 5m, 2h or 7d.')}
        invalid={refused !== null}
        error={
          refused === null
            ? undefined
            : t('"{{refused}}" is not a bucket; enter auto, day, week, month, or a step such as 10s, 5m, 2h, 7d (at most 366d).', {
                refused,
              })
        }
      >
        <Select
          inputId={bucketId}
          aria-label={t('Bucket')}
          options={withChosen([...translated(BUCKETS), ...variableOptions(variables)], [bucket])}
          value={bucket}
          onChange={({ value }) => commit((value ?? 'auto').trim())}
          invalid={refused !== null}
          allowCustomValue
          width={16}
        />
      </EditorField>
      {dependsOnTimeZone(query.bucket) && (
        <EditorField
          label={t('Time zone')}
          htmlFor={zoneId}
          tooltip={
            zoneOwner === 'dashboard'
              ? t("The time zone of days, weeks and months; none selected means the dashboard's.")
              : t("The time zone of days, weeks and months; none selected means the data source's.")
          }
        >
          <Select
            inputId={zoneId}
            aria-label={t('Time zone')}
            options={withChosen([...zones, ...variableOptions(variables)], query.timeZone === undefined ? [] : [query.timeZone])}
            value={query.timeZone ?? null}
            onChange={(item: SelectableValue<string> | null) => change({ timeZone: item?.value })}
            isValidNewOption={(text) => text.includes('$') || isTimeZone(text)}
            allowCustomValue
            placeholder={zoneOwner === 'dashboard' ? t("The dashboard's") : t("The data source's")}
            isClearable
            width={26}
          />
        </EditorField>
      )}
    </>
  );
}
