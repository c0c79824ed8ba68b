import { Field, Input, Stack, Text } from '@grafana/ui';
import { useId, useState } from 'react';
import { ResultLabel } from '../parts/ResultLabel';
import { type CheckedRules, readTried } from './checkedRules';

/** Tries the rules: what does a code, or a word of the switch, become, and by which rule? */
export function RulePreview({ checked }: { readonly checked: CheckedRules }) {
  const id = useId();
  const [text, setText] = useState('486');
  const tried = readTried(text);
  const rule = tried === null || !checked.good ? null : checked.table.decide(tried.code, tried.word);
  return (
    <Field label="Try the rules" htmlFor={id} description="A status code, or the word of a switch" noMargin>
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <Input id={id} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} spellCheck={false} width={20} />
        <div role="status" aria-label="Result of the tried code">
          {!checked.good && <Text color="secondary">Correct the rules above first.</Text>}
          {checked.good && tried !== null && (
            <Text>
              → <ResultLabel result={rule?.result ?? 'unclassified'} />{' '}
              <Text element="span" color="secondary">
                {rule === null ? 'because no rule matches' : `by ${rule.name}`}
              </Text>
            </Text>
          )}
        </div>
      </Stack>
    </Field>
  );
}
