import { EditorField } from '@grafana/plugin-ui';
import { useId, useState } from 'react';
import { CommittedInput } from '../parts/CommittedInput';
import { numberText, t } from '../locale/translate';

interface Props {
  readonly label: string;
  readonly tooltip: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** The value of an empty field. */
  readonly usual: number;
  readonly onChange: (value: number) => void;
}

/** A number within bounds; anything else is refused and not stored. */
export function BoundedNumberField({ label, tooltip, value, min, max, whole, usual, onChange }: Props) {
  const id = useId();
  const [refused, setRefused] = useState(false);
  const commit = (text: string) => {
    const number = text === '' ? usual : Number(text.replace(',', '.'));
    const good = number >= min && number <= max && (!whole || Number.isInteger(number));
    setRefused(!good);
    if (good) {
      onChange(number);
    }
  };
  const bounds = { min, max: numberText(max) };
  const allowed = whole ? t('Enter a whole number from {{min}} to {{max}}.', bounds) : t('Enter a number from {{min}} to {{max}}.', bounds);
  return (
    <EditorField label={label} htmlFor={id} tooltip={tooltip} invalid={refused} error={refused ? allowed : undefined}>
      <CommittedInput id={id} value={String(value)} onCommit={commit} width={10} />
    </EditorField>
  );
}
