import { EditorField } from '@grafana/plugin-ui';
import { useId, useState } from 'react';
import { CommittedInput } from '../parts/CommittedInput';

interface Props {
  readonly label: string;
  readonly tooltip: string;
  readonly value: string;
  readonly allowed: (text: string) => boolean;
  /** What is allowed, in words. */
  readonly hint: string;
  readonly onCommit: (text: string) => void;
}

/** A short text that reaches the query only if it is allowed. */
export function TextField({ label, tooltip, value, allowed, hint, onCommit }: Props) {
  const id = useId();
  const [refused, setRefused] = useState(false);
  const commit = (text: string) => {
    setRefused(!allowed(text));
    if (allowed(text)) {
      onCommit(text);
    }
  };
  return (
    <EditorField label={label} htmlFor={id} tooltip={tooltip} invalid={refused} error={refused ? hint : undefined}>
      <CommittedInput id={id} value={value} onCommit={commit} width={10} />
    </EditorField>
  );
}
