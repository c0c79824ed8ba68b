import { Button, Stack } from '@grafana/ui';
import type { SectionProps } from './editedSettings';
import { ScopeRow } from './ScopeRow';
import { settingSection } from './settingField';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

/** Conditions that no query can widen. */
export function ScopeSection({ settings, change, readOnly }: SectionProps) {
  const scope = settings.scope ?? [];
  return (
    <FoldedSection {...settingSection('scope')} summary={setSummary(settings, ['scope'])}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        {scope.map((condition, index) => (
          <ScopeRow
            key={index}
            number={index + 1}
            condition={condition}
            readOnly={readOnly}
            onChange={(next) => change({ scope: scope.with(index, next) })}
            onRemove={() => change({ scope: scope.toSpliced(index, 1) })}
          />
        ))}
        <Button
          icon="plus"
          variant="secondary"
          type="button"
          disabled={readOnly}
          onClick={() => change({ scope: [...scope, { dimension: '', operator: 'in', values: [] }] })}
        >
          {t('Add condition')}
        </Button>
      </Stack>
    </FoldedSection>
  );
}
