import { ConfigSection } from '@grafana/plugin-ui';
import { Button, Field, Select, Stack } from '@grafana/ui';
import { useId, useMemo } from 'react';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { foldWord } from '../../domain/vocabularies/vocabulary';
import { checkedRules } from './checkedRules';
import { DEFAULT_LAYOUT, type SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { vocabularyChoices } from './vocabularyChoices';
import { WordRow } from './WordRow';

/** What the records' own words mean, where they have no SIP code. */
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
    <ConfigSection
      title="Words of the switch"
      description="Some switches write a word or a cause where others write a SIP status code. A vocabulary turns them into codes; single words can mean something else here. The original word stays beside the code."
      isCollapsible
      isInitiallyOpen={settings.vocabulary !== undefined || entries.length > 0}
    >
      <Field label="Vocabulary" htmlFor={vocabularyId} description={choices.find(({ value }) => value === chosen)?.description}>
        <Select
          inputId={vocabularyId}
          aria-label="Vocabulary"
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
          Add word
        </Button>
      </Stack>
    </ConfigSection>
  );
}

function wordProblem(word: string, others: readonly string[]): string | null {
  if (word === '') {
    return 'Write the word as the switch does; small and capital letters are the same.';
  }
  return others.some((other) => foldWord(other) === foldWord(word)) ? `"${word}" has a meaning already; change it there.` : null;
}
