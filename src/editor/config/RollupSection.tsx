import { ConfigSection } from '@grafana/plugin-ui';
import { Field } from '@grafana/ui';
import { useId } from 'react';
import { parseDuration } from '../../domain/durations';
import { CommittedInput } from '../parts/CommittedInput';
import { joinList, type SectionProps, type ServerSettings, splitList } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';

const USUAL_BUCKET = '1m';

/** A table of calls that are counted already, for stores of a size where counting takes long. */
export function RollupSection({ settings, change, readOnly }: SectionProps<ServerSettings>) {
  const [tableId, bucketId, dimensionsId] = [useId(), useId(), useId()];
  const { rollup } = settings;
  const badBucket = rollup !== undefined && parseDuration(rollup.bucket) === null;
  const input = { disabled: readOnly, spellCheck: false, width: FIELD_WIDTH } as const;
  return (
    <ConfigSection
      title="Rollup"
      description="For very many calls: a table or materialized view of your database that keeps them counted per time bucket, code and dimensions. It is asked wherever it can answer, with the same numbers; the records are asked for the rest."
      isCollapsible
      isInitiallyOpen={rollup !== undefined}
    >
      <Field label="Table of the rollup" htmlFor={tableId} description="Its name in the database. Empty: there is none.">
        <CommittedInput
          {...input}
          id={tableId}
          value={rollup?.table ?? ''}
          placeholder="calls_per_minute"
          onCommit={(table) => change({ rollup: table === '' ? undefined : { bucket: USUAL_BUCKET, ...rollup, table } })}
        />
      </Field>
      {rollup !== undefined && (
        <>
          <Field
            label="Bucket"
            htmlFor={bucketId}
            description="How long its time buckets are, aligned to UTC."
            invalid={badBucket}
            error="A whole number of seconds, minutes, hours or days: 10s, 1m, 1h."
          >
            <CommittedInput
              {...input}
              id={bucketId}
              width={20}
              value={rollup.bucket}
              placeholder={USUAL_BUCKET}
              onCommit={(bucket) => change({ rollup: { ...rollup, bucket } })}
            />
          </Field>
          <Field
            label="Dimensions of the rollup"
            htmlFor={dimensionsId}
            description="Dimensions that it keeps, each in a column of that name. A question about any other is asked of the records."
          >
            <CommittedInput
              {...input}
              id={dimensionsId}
              value={joinList(rollup.dimensions)}
              placeholder="trunk, run_id"
              onCommit={(text) => change({ rollup: { ...rollup, dimensions: splitList(text) } })}
            />
          </Field>
        </>
      )}
    </ConfigSection>
  );
}
