import { useEffect, useState } from 'react';

interface Draft {
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  /** Hands the text on if it has changed. */
  readonly commit: () => void;
}

/** A text that somebody is writing, and that counts only when it is done; spaces around it do not, except in passwords. */
export function useDraft(value: string, onCommit: (text: string) => void, clean: (text: string) => string = (text) => text.trim()): Draft {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = () => {
    const text = clean(draft);
    if (text !== value) {
      onCommit(text);
    }
    setDraft(text);
  };
  return { draft, setDraft, commit };
}
