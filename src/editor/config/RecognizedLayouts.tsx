import { Button, Space, Stack, Text } from '@grafana/ui';
import { LAYOUTS } from '../../domain/layouts/layouts';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import type { Loaded } from '../parts/useLoaded';
import type { SectionProps } from './editedSettings';
import { t } from '../locale/translate';

interface Props extends SectionProps {
  readonly recognized: Loaded<readonly RecognizedLayout[]>;
  /** The one of them that was chosen for the reader, and is not saved yet. */
  readonly given: RecognizedLayout | null;
}

/** The layouts that fit the columns of the records, where the chosen one is not among them, or was chosen for the reader. */
export function RecognizedLayouts({ settings, change, readOnly, recognized, given }: Props) {
  const { layout = DEFAULT_LAYOUT } = settings;
  if (given !== null) {
    return (
      <div role="status" aria-label={t('Recognized layouts')}>
        <Text variant="bodySmall">
          {sentenceOf(given)} {t('It is chosen now. Click "Save & test" to read the calls with it.')}
        </Text>
        <Space v={2} />
      </div>
    );
  }
  const offered = recognized.state === 'loaded' ? recognized.value : [];
  if (offered.length === 0 || offered.some((one) => one.layout === layout)) {
    return null;
  }
  return (
    <div role="status" aria-label={t('Recognized layouts')}>
      {offered.map((one) => (
        <Stack key={one.layout} direction="column" gap={1} alignItems="flex-start">
          <Text variant="bodySmall">{sentenceOf(one)}</Text>
          <Button
            type="button"
            size="sm"
            variant="secondary"
            disabled={readOnly}
            onClick={() =>
              change({ layout: one.layout, columns: one.columns, callTime: undefined, tables: undefined, vocabulary: undefined })
            }
          >
            {t('Use this layout')}
          </Button>
          <Space v={2} />
        </Stack>
      ))}
    </div>
  );
}

function sentenceOf({ layout, found: [first = '', ...others], telling, counts }: RecognizedLayout): string {
  const place = others.length === 0 ? first : t('{{first}} (and {{number}} more)', { first, number: others.length });
  const reason = t('{{place}} fits the layout {{layout}}, because it has the columns {{columns}}.', {
    place,
    layout: LAYOUTS[layout].title,
    columns: telling.join(', '),
  });
  return `${reason} ${counts}`;
}
