import { Field } from '@grafana/ui';
import { useId, useState } from 'react';
import { callLinkSchema } from '../../domain/callLink';
import { type NumberMask, numberMaskSchema } from '../../domain/numberMask';
import { CommittedInput } from '../parts/CommittedInput';
import type { SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { settingField } from './settingField';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

/** How call details are shown: the mask of phone numbers, and the link of a call. */
export function CallsSection({ settings, change, readOnly }: SectionProps) {
  const linkId = useId();
  const [badLink, setBadLink] = useState(false);
  const commitLink = (text: string) => {
    const isGood = text === '' || callLinkSchema.safeParse(text).success;
    setBadLink(!isGood);
    if (isGood) {
      change({ callLink: text === '' ? undefined : text });
    }
  };
  return (
    <FoldedSection title={t('Call details')} summary={setSummary(settings, ['maskNumbers', 'maskNumbersForViewers', 'callLink'])}>
      <MaskField
        {...settingField('maskNumbers')}
        value={settings.maskNumbers}
        change={(maskNumbers) => change({ maskNumbers })}
        placeholder="none"
        readOnly={readOnly}
      />
      <MaskField
        {...settingField('maskNumbersForViewers')}
        value={settings.maskNumbersForViewers}
        change={(maskNumbersForViewers) => change({ maskNumbersForViewers })}
        placeholder={t('as above')}
        readOnly={readOnly}
      />
      <Field
        {...settingField('callLink')}
        htmlFor={linkId}
        invalid={badLink}
        error={t('Enter an http or https address with ${callId} after its host.')}
      >
        <CommittedInput
          id={linkId}
          value={settings.callLink ?? ''}
          onCommit={commitLink}
          placeholder="https://homer.example/search?callid=${callId}"
          disabled={readOnly}
          width={FIELD_WIDTH}
        />
      </Field>
    </FoldedSection>
  );
}

interface MaskFieldProps {
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  readonly value: NumberMask | undefined;
  readonly change: (mask: NumberMask | undefined) => void;
  readonly readOnly: boolean;
}

function MaskField({ label, description, placeholder, value, change, readOnly }: MaskFieldProps) {
  const id = useId();
  const [bad, setBad] = useState(false);
  const commit = (text: string) => {
    const mask = numberMaskSchema.optional().safeParse(text === '' ? undefined : /^\d+$/.test(text) ? Number(text) : text);
    setBad(!mask.success);
    if (mask.success) {
      change(mask.data);
    }
  };
  return (
    <Field label={label} htmlFor={id} description={description} invalid={bad} error={t('Enter none, all, or a number from 1 to 20.')}>
      <CommittedInput
        id={id}
        value={value === undefined ? '' : String(value)}
        onCommit={commit}
        placeholder={placeholder}
        disabled={readOnly}
        width={20}
      />
    </Field>
  );
}
