import { Alert, Button, Space, Stack } from '@grafana/ui';
import { useMemo } from 'react';
import { type Layout } from '../../domain/layouts/layout';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { MAX_RULES, type RuleSetting } from '../../domain/rules';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import { checkedRules } from './checkedRules';
import { DefaultRules } from './DefaultRules';
import type { SectionProps } from './editedSettings';
import { RulePreview } from './RulePreview';
import { RuleHeader, RuleRow } from './RuleRow';
import { settingSection } from './settingField';
import { SubSection } from './SubSection';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

type StoredRules = NonNullable<SectionProps['settings']['rules']>;

/** How status codes and words become results: custom rules first, then the default ones. */
export function RulesSection({ settings, change, readOnly }: SectionProps) {
  const rules: StoredRules = settings.rules ?? [];
  const { layout, vocabulary, words } = settings;
  const checked = useMemo(
    () => checkedRules(settings.rules ?? [], { layout, vocabulary, words }),
    [settings.rules, layout, vocabulary, words]
  );
  const general = !checked.good && checked.index === null ? checked.message : null;
  const isThere = (rule: RuleSetting) => rules.some((own) => JSON.stringify(own) === JSON.stringify(rule));
  const laidOut: Layout = LAYOUTS[layout ?? DEFAULT_LAYOUT];
  const suggested = (laidOut.suggestedRules ?? []).filter(({ rule }) => !isThere(rule));
  const move = (index: number, by: -1 | 1) => {
    const moved = rules[index];
    if (moved !== undefined) {
      change({ rules: rules.toSpliced(index, 1).toSpliced(index + by, 0, moved) });
    }
  };
  return (
    <FoldedSection {...settingSection('rules')} summary={setSummary(settings, ['rules'])}>
      <SubSection title={t('Custom rules')}>
        <Stack direction="column" gap={1} alignItems="flex-start">
          {rules.length > 0 && <RuleHeader />}
          {rules.map((rule, index) => (
            <RuleRow
              key={index}
              number={index + 1}
              count={rules.length}
              rule={rule}
              problem={!checked.good && checked.index === index ? checked.message : null}
              byPosition={'header' in settings && settings.header === false}
              readOnly={readOnly}
              onChange={(next) =>
                change({ rules: rules.with(index, { ...next, words: next.words === undefined ? undefined : [...next.words] }) })
              }
              onMove={(by) => move(index, by)}
              onRemove={() => change({ rules: rules.toSpliced(index, 1) })}
            />
          ))}
          <Button
            icon="plus"
            variant="secondary"
            type="button"
            disabled={readOnly || rules.length >= MAX_RULES}
            onClick={() => change({ rules: [...rules, { result: 'failed' }] })}
          >
            {t('Add rule')}
          </Button>
          {suggested.map((suggestion) => (
            <Button
              key={suggestion.title}
              icon="plus"
              variant="secondary"
              fill="outline"
              type="button"
              tooltip={t(suggestion.description)}
              disabled={readOnly || rules.length >= MAX_RULES}
              onClick={() => change({ rules: [...rules, structuredClone(suggestion.rule)] })}
            >
              {t('Add rule: {{title}}', { title: t(suggestion.title) })}
            </Button>
          ))}
          {general !== null && (
            <Alert severity="error" title={t('Invalid rules')}>
              {general}
            </Alert>
          )}
        </Stack>
      </SubSection>
      <Space v={3} />
      <SubSection title={t('Default rules')} description={t('They apply after the custom rules and cannot be changed.')}>
        <DefaultRules />
      </SubSection>
      <Space v={3} />
      <RulePreview checked={checked} />
    </FoldedSection>
  );
}
