import { Field, Input, SecretInput, SecretTextArea, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import { useDraft } from '../parts/useDraft';
import type { Secret } from './options';
import { getPemStyles } from './pemStyles';
import { t } from '../locale/translate';

interface Props {
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly secret: Secret;
  /** Several lines, as keys have. */
  readonly multiline?: boolean;
  /** What is wrong with the text that was entered; null if nothing. */
  readonly problem?: string | null;
  readonly readOnly: boolean;
  readonly width: number;
}

const asTyped = (text: string): string => text;

/** A text that Grafana encrypts: once saved it can be replaced, not read. */
export function SecretField({ label, description, placeholder, secret, multiline = false, problem = null, readOnly, width }: Props) {
  const id = useId();
  const styles = useStyles2(getPemStyles);
  const { draft, setDraft, commit } = useDraft(secret.entered, secret.enter, multiline ? undefined : asTyped);
  const shared = { id, placeholder, isConfigured: secret.isSet, onReset: secret.reset, value: draft, onBlur: commit };
  return (
    <Field label={label} htmlFor={id} description={description} invalid={problem !== null} error={problem}>
      {readOnly ? (
        <Input id={id} value={secret.isSet ? t('configured') : ''} width={width} disabled />
      ) : multiline ? (
        <SecretTextArea
          {...shared}
          className={styles.text}
          rows={5}
          spellCheck={false}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        />
      ) : (
        <SecretInput
          {...shared}
          width={width}
          autoComplete="new-password"
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && commit()}
        />
      )}
    </Field>
  );
}
