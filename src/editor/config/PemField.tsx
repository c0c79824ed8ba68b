import { Field, TextArea, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import { pemProblem } from '../../domain/pem';
import { useDraft } from '../parts/useDraft';
import { getPemStyles } from './pemStyles';

interface Props {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly readOnly: boolean;
}

/** A certificate as text. */
export function PemField({ label, description, value, onCommit, readOnly }: Props) {
  const id = useId();
  const styles = useStyles2(getPemStyles);
  const { draft, setDraft, commit } = useDraft(value, onCommit);
  const problem = value === '' ? null : pemProblem(value, 'certificate');
  return (
    <Field
      label={label}
      htmlFor={id}
      description={description}
      invalid={problem !== null}
      error={problem === null ? null : `This ${problem}`}
    >
      <TextArea
        id={id}
        className={styles.text}
        value={draft}
        rows={5}
        placeholder="-----BEGIN CERTIFICATE-----"
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onBlur={commit}
        disabled={readOnly}
        spellCheck={false}
      />
    </Field>
  );
}
