import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import { Alert, Button, Space, Stack } from '@grafana/ui';
import { useMemo } from 'react';
import { MAX_RULES } from '../../domain/rules';
import { checkedRules } from './checkedRules';
import { DefaultRules } from './DefaultRules';
import type { SectionProps } from './editedSettings';
import { RulePreview } from './RulePreview';
import { RuleHeader, RuleRow } from './RuleRow';
import { settingSection } from './settingField';

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
  const move = (index: number, by: -1 | 1) => {
    const moved = rules[index];
    if (moved !== undefined) {
      change({ rules: rules.toSpliced(index, 1).toSpliced(index + by, 0, moved) });
    }
  };
  return (
    <ConfigSection {...settingSection('rules')}>
      <ConfigSubSection title="Custom rules">
        <Stack direction="column" gap={1} alignItems="flex-start">
          {rules.length > 0 && <RuleHeader />}
          {rules.map((rule, index) => (
            <RuleRow
              key={index}
              number={index + 1}
              count={rules.length}
              rule={rule}
              problem={!checked.good && checked.index === index ? checked.message : null}
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
            Add rule
          </Button>
          {general !== null && (
            <Alert severity="error" title="Invalid rules">
              {general}
            </Alert>
          )}
        </Stack>
      </ConfigSubSection>
      <Space v={3} />
      <ConfigSubSection title="Default rules" description="They apply after the custom rules and cannot be changed.">
        <DefaultRules />
      </ConfigSubSection>
      <Space v={3} />
      <RulePreview checked={checked} />
    </ConfigSection>
  );
}
