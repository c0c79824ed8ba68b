import type { SelectableValue } from '@grafana/data';
import { Button, Space, Text, useStyles2 } from '@grafana/ui';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import type { Loaded } from '../parts/useLoaded';
import { ColumnRow } from './ColumnRow';
import { suggestColumns } from './columnSuggestions';
import type { SectionProps } from './editedSettings';
import type { FoundColumn } from './foundColumns';
import { recordColumnSchema } from '../../domain/recordColumn';
import { settingSection } from './settingField';
import { getTableStyles } from './tableStyles';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

interface Props extends SectionProps {
  readonly found: Loaded<readonly FoundColumn[]>;
}

/** Names of the records' columns where they differ from the layout's. */
export function ColumnsSection({ settings, change, readOnly, found }: Props) {
  const styles = useStyles2(getTableStyles);
  const { layout = DEFAULT_LAYOUT } = settings;
  const own: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(settings.columns ?? {}).map(([name, column]) => [name, recordColumnSchema.parse(column)])
  );
  const facts = LAYOUTS[layout];
  const there = found.state === 'loaded' ? found.value : [];
  const suggestions = suggestColumns(
    facts.columns.map(({ name }) => name),
    own,
    there
  );
  const options: SelectableValue<string>[] = there.map(({ name, type }) => ({ value: name, label: name, description: type }));
  const rename = (names: Iterable<readonly [string, string]>) => {
    const next = new Map([...Object.entries(own), ...names]);
    change({ columns: Object.fromEntries([...next].filter(([, column]) => column !== '')) });
  };
  return (
    <FoldedSection
      {...settingSection('columns')}
      isInitiallyOpen={facts.columnsNamedByUser === true}
      summary={setSummary(settings, ['columns'])}
    >
      <Text color="secondary" variant="bodySmall">
        {hintOf(found)}
      </Text>
      <Space v={1} />
      {suggestions.size > 1 && (
        <>
          <Button icon="check" variant="secondary" type="button" disabled={readOnly} onClick={() => rename(suggestions)}>
            {t('Use all {{number}} suggestions', { number: suggestions.size })}
          </Button>
          <Space v={1} />
        </>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('Column of the layout')}</th>
            <th>{t('Meaning')}</th>
            <th>{t('Column of your records')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.columns.map(({ name, meaning }) => (
            <ColumnRow
              key={name}
              name={name}
              meaning={meaning}
              column={own[name] ?? ''}
              options={options}
              suggestion={suggestions.get(name) ?? null}
              readOnly={readOnly}
              onChange={(column) => rename([[name, column]])}
            />
          ))}
        </tbody>
      </table>
    </FoldedSection>
  );
}

function hintOf(found: Loaded<readonly FoundColumn[]>): string {
  switch (found.state) {
    case 'loading':
      return t('Reading the columns of your records …');
    case 'loaded':
      return found.value.length === 1
        ? t('Your records have 1 column.')
        : t('Your records have {{number}} columns.', { number: found.value.length });
    case 'failed':
      return t('Columns are listed here after "Save & test" has read them; until then, type their names.');
  }
}
