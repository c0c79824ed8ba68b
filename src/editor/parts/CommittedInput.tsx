import { Input } from '@grafana/ui';
import type { ComponentProps } from 'react';
import { useDraft } from './useDraft';

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> & {
  readonly value: string;
  /** Called when the reader leaves the field or presses Enter, if the text has changed. */
  readonly onCommit: (text: string) => void;
  /** Called with each keystroke, for checks that should not wait. */
  readonly onDraft?: (text: string) => void;
};

/** A text field that speaks when the reader is done, so that half-typed texts ask nothing. */
export function CommittedInput({ value, onCommit, onDraft, ...input }: Props) {
  const { draft, setDraft, commit } = useDraft(value, onCommit);
  return (
    <Input
      {...input}
      value={draft}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        onDraft?.(event.currentTarget.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          commit();
        }
      }}
    />
  );
}
