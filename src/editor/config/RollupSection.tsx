import { Field } from '@grafana/ui';
import { useId } from 'react';
import { parseDuration } from '../../domain/durations';
import { CommittedInput } from '../parts/CommittedInput';
import { joinList, type SectionProps, type ServerSettings, splitList } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { rollupField, settingSection } from './settingField';
import { FoldedSection } from './FoldedSection';
import { t } from '../locale/translate';

const USUAL_BUCKET = '1m';

/** A table of precounted calls, for stores so large that counting takes long. */
export function RollupSection({ settings, change, readOnly }: SectionProps<ServerSettings>) {
  const [tableId, bucketId, dimensionsId] = [useId(), useId(), useId()];
  const { rollup } = settings;
  const badBucket = rollup !== undefined && parseDuration(rollup.bucket) === null;
  const input = { disabled: readOnly, spellCheck: false, width: FIELD_WIDTH } as const;
  return (
    <FoldedSection {...settingSection('rollup')} summary={rollup === undefined ? t('Defaults') : rollup.table}>
      <Field {...rollupField('table')} htmlFor={tableId}>
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
            {...rollupField('bucket')}
            htmlFor={bucketId}
            invalid={badBucket}
            error={t('Enter a whole number of seconds, minutes, hours or days: 10s, 1m, 1h.')}
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
          <Field {...rollupField('dimensions')} htmlFor={dimensionsId}>
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
    </FoldedSection>
  );
}
