import { Button, Field, Select, Stack } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import { foldWord } from '../../domain/vocabularies/vocabulary';
import { checkedRules } from './checkedRules';
import type { SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { settingField, settingSection } from './settingField';
import { vocabularyChoices } from './vocabularyChoices';
import { WordRow } from './WordRow';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

/** The SIP status codes of causes and dispositions, for records that have no code. */
export function WordsSection({ settings, change, readOnly }: SectionProps) {
  const vocabularyId = useId();
  const proposed = LAYOUTS[settings.layout ?? DEFAULT_LAYOUT].vocabulary;
  const choices = vocabularyChoices(proposed);
  const chosen = settings.vocabulary ?? proposed;
  const entries = Object.entries(settings.words ?? {});
  const { rules, layout, vocabulary, words } = settings;
  const checked = useMemo(() => checkedRules(rules ?? [], { layout, vocabulary, words }), [rules, layout, vocabulary, words]);
  const store = (next: readonly (readonly [string, number])[]) => change({ words: Object.fromEntries(next) });
  return (
    <FoldedSection {...settingSection('words')} summary={setSummary(settings, ['vocabulary', 'words'])}>
      <Field {...settingField('vocabulary', choices.find(({ value }) => value === chosen)?.description)} htmlFor={vocabularyId}>
        <Select
          inputId={vocabularyId}
          aria-label={t('Cause code set')}
          options={choices}
          value={chosen}
          onChange={({ value }) => change({ vocabulary: value === proposed ? undefined : value })}
          disabled={readOnly}
          width={FIELD_WIDTH}
        />
      </Field>
      <Stack direction="column" gap={1} alignItems="flex-start">
        {entries.map(([word, code], index) => (
          <WordRow
            key={index}
            number={index + 1}
            word={word}
            code={code}
            result={checked.good ? checked.table.classify(null, word) : null}
            problemOf={(text) =>
              wordProblem(
                text,
                entries.toSpliced(index, 1).map(([other]) => other)
              )
            }
            readOnly={readOnly}
            onChange={(nextWord, nextCode) => store(entries.with(index, [nextWord, nextCode]))}
            onRemove={() => store(entries.toSpliced(index, 1))}
          />
        ))}
        <Button
          icon="plus"
          variant="secondary"
          type="button"
          disabled={readOnly || entries.some(([word]) => word === '')}
          onClick={() => store([...entries, ['', 503]])}
        >
          {t('Add disposition')}
        </Button>
      </Stack>
    </FoldedSection>
  );
}

function wordProblem(word: string, others: readonly string[]): string | null {
  if (word === '') {
    return t('Enter the disposition as your records have it; upper and lower case are the same.');
  }
  return others.some((other) => foldWord(other) === foldWord(word))
    ? t('"{{word}}" is mapped twice; change the other entry.', { word })
    : null;
}
