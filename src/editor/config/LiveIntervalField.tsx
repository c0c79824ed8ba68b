import { Field } from '@grafana/ui';
import { useId } from 'react';
import { DEFAULT_LIVE_INTERVAL, liveIntervalSchema } from '../../domain/settings';
import { CommittedInput } from '../parts/CommittedInput';
import type { SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { settingField } from './settingField';
import { t } from '../locale/translate';

export function LiveIntervalField({ settings: { liveInterval }, change, readOnly }: SectionProps) {
  const id = useId();
  return (
    <Field
      {...settingField('liveInterval')}
      htmlFor={id}
      invalid={liveInterval !== undefined && !liveIntervalSchema.safeParse(liveInterval).success}
      error={t('Enter a whole number of seconds or minutes from 1s to 1h: 5s, 1m.')}
    >
      <CommittedInput
        id={id}
        value={liveInterval ?? ''}
        onCommit={(text) => change({ liveInterval: text === '' ? undefined : text })}
        placeholder={DEFAULT_LIVE_INTERVAL}
        disabled={readOnly}
        width={FIELD_WIDTH}
        spellCheck={false}
      />
    </Field>
  );
}
