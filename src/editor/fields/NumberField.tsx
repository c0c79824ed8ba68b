import { EditorField } from '@grafana/plugin-ui';
import { useId, useState } from 'react';
import { CommittedInput } from '../parts/CommittedInput';

interface Props {
  readonly label: string;
  readonly tooltip: string;
  readonly value: number;
  readonly allowed: (value: number) => boolean;
  /** What is allowed, in words. */
  readonly hint: string;
  readonly onCommit: (value: number) => void;
}

/** A number that reaches the query only if it is allowed. */
export function NumberField({ label, tooltip, value, allowed, hint, onCommit }: Props) {
  const id = useId();
  const [refused, setRefused] = useState(false);
  const commit = (text: string) => {
    const good = text.trim() !== '' && allowed(Number(text));
    setRefused(!good);
    if (good) {
      onCommit(Number(text));
    }
  };
  return (
    <EditorField label={label} htmlFor={id} tooltip={tooltip} invalid={refused} error={refused ? hint : undefined}>
      <CommittedInput id={id} value={String(value)} onCommit={commit} width={8} />
    </EditorField>
  );
}
