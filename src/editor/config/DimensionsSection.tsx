import { Button, Stack } from '@grafana/ui';
import { DimensionRow } from './DimensionRow';
import type { SectionProps } from './editedSettings';
import { settingSection } from './settingField';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

/** Dimensions that the administrator names, besides those that the layout finds. */
export function DimensionsSection({ settings, change, readOnly }: SectionProps) {
  const dimensions = settings.dimensions ?? [];
  return (
    <FoldedSection
      {...settingSection('dimensions', t('Columns that the layout does not use are dimensions automatically.'))}
      summary={setSummary(settings, ['dimensions'])}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        {dimensions.map((dimension, index) => (
          <DimensionRow
            key={index}
            number={index + 1}
            dimension={dimension}
            all={dimensions}
            readOnly={readOnly}
            onChange={(next) => change({ dimensions: dimensions.with(index, next) })}
            onRemove={() => change({ dimensions: dimensions.toSpliced(index, 1) })}
          />
        ))}
        <Button
          icon="plus"
          variant="secondary"
          type="button"
          disabled={readOnly}
          onClick={() => change({ dimensions: [...dimensions, { name: '', column: '' }] })}
        >
          {t('Add dimension')}
        </Button>
      </Stack>
    </FoldedSection>
  );
}
