import { Field, Input, Stack, Text } from '@grafana/ui';
import { useId, useState } from 'react';
import { ResultLabel } from '../parts/ResultLabel';
import { type CheckedRules, readTried } from './checkedRules';
import { t } from '../locale/translate';

/** Tests the rules: the result of a code or disposition, and the rule that decides it. */
export function RulePreview({ checked }: { readonly checked: CheckedRules }) {
  const id = useId();
  const [text, setText] = useState('486');
  const tried = readTried(text);
  const rule = tried === null || !checked.good ? null : checked.table.decide(tried.code, tried.word);
  return (
    <Field
      label={t('Rule test')}
      htmlFor={id}
      description={t('A status code or disposition to test the rules with; columns are not tested here, see Codes and results.')}
      noMargin
    >
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <Input id={id} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} spellCheck={false} width={20} />
        <div role="status" aria-label={t('Result of the tested code')}>
          {!checked.good && <Text color="secondary">{t('Correct the rules above first.')}</Text>}
          {checked.good && tried !== null && (
            <Text>
              → <ResultLabel result={rule?.result ?? 'unclassified'} />{' '}
              <Text element="span" color="secondary">
                {rule === null ? t('because no rule matches') : t('by {{rule}}', { rule: rule.name })}
              </Text>
            </Text>
          )}
        </div>
      </Stack>
    </Field>
  );
}
