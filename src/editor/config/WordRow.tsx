import { Field, IconButton, Stack, Text } from '@grafana/ui';
import { useState } from 'react';
import { CommittedInput } from '../parts/CommittedInput';
import { ResultLabel } from '../parts/ResultLabel';
import { t } from '../locale/translate';

interface Props {
  /** Counted from 1. */
  readonly number: number;
  readonly word: string;
  readonly code: number;
  /** Which result the code has by the rules; null while they cannot be used. */
  readonly result: string | null;
  /** What is wrong with a word in this place; null if nothing. */
  readonly problemOf: (word: string) => string | null;
  readonly readOnly: boolean;
  readonly onChange: (word: string, code: number) => void;
  readonly onRemove: () => void;
}

/** The status code of one disposition. */
export function WordRow({ number, word, code, result, problemOf, readOnly, onChange, onRemove }: Props) {
  const [refused, setRefused] = useState<string | null>(null);
  const problem = refused ?? problemOf(word);
  const commit = (nextWord: string, nextCode: number) => {
    const wrong = nextWord === word ? null : problemOf(nextWord);
    const refusal =
      wrong ?? (Number.isInteger(nextCode) && nextCode >= 200 && nextCode <= 699 ? null : t('Enter a final SIP status code, 200 to 699.'));
    setRefused(refusal);
    if (refusal === null) {
      onChange(nextWord, nextCode);
    }
  };
  return (
    <Field noMargin invalid={problem !== null} error={problem}>
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <CommittedInput
          aria-label={t('Disposition {{number}}', { number })}
          placeholder="CONGESTION"
          value={word}
          onCommit={(text) => commit(text, code)}
          disabled={readOnly}
          spellCheck={false}
          width={30}
        />
        <Text color="secondary">→</Text>
        <CommittedInput
          aria-label={t('Code of disposition {{number}}', { number })}
          placeholder="503"
          value={String(code)}
          onCommit={(text) => commit(word, Number(text))}
          disabled={readOnly}
          width={10}
        />
        {result !== null && <ResultLabel result={result} />}
        <IconButton name="trash-alt" tooltip={t('Remove disposition {{number}}', { number })} onClick={onRemove} disabled={readOnly} />
      </Stack>
    </Field>
  );
}
