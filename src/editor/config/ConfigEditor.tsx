import { css } from '@emotion/css';
import type { DataSourcePluginOptionsEditorProps, GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { EditedSettings } from '../editorDataSource';
import { CallsSection } from './CallsSection';
import { ColumnsSection } from './ColumnsSection';
import { DimensionsSection } from './DimensionsSection';
import { DoctorSection } from './DoctorSection';
import { changedSettings, isOfServer, type SectionProps } from './editedSettings';
import { FirstCallsSection } from './FirstCallsSection';
import { useFoundColumns, useRecognizedLayouts } from './foundColumns';
import { MappingSection } from './MappingSection';
import type { Options } from './options';
import { RecognizedLayouts } from './RecognizedLayouts';
import { RecordsSection } from './RecordsSection';
import { RollupSection } from './RollupSection';
import { RowsSection } from './RowsSection';
import { RulesSection } from './RulesSection';
import { ScopeSection } from './ScopeSection';
import { StoreDetails, StoreSection } from './StoreSection';
import { TablesSection } from './TablesSection';
import { TimesSection } from './TimesSection';
import { useFoundLayout } from './useFoundLayout';
import { WordsSection } from './WordsSection';

type Props = DataSourcePluginOptionsEditorProps<EditedSettings, NonNullable<Options['secureJsonData']>>;

/**
 * The settings of a data source: what everybody has to decide, and the newest calls as proof that it is right, on one screen; the rest
 * folded. Grafana's own "Save & test" is below; above, Grafana says of a provisioned data source that it is one.
 */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const settings: EditedSettings = options.jsonData ?? {};
  const styles = useStyles2(getStyles);
  const found = useFoundColumns(options);
  const recognized = useRecognizedLayouts(options);
  const shared: Pick<SectionProps, 'change' | 'readOnly'> = {
    change: (change) => onOptionsChange({ ...options, jsonData: changedSettings(settings, change) }),
    readOnly: options.readOnly === true,
  };
  const given = useFoundLayout(settings, options.version, recognized, shared);
  const section: SectionProps = { ...shared, settings };
  const store = { options: { ...options, jsonData: settings }, onOptionsChange };
  return (
    <>
      <div className={styles.essentials}>
        <StoreSection {...store} />
        <RecordsSection {...section} />
      </div>
      <RecognizedLayouts {...section} recognized={recognized} given={given} />
      <FirstCallsSection options={options} timeZone={settings.timeZone ?? 'UTC'} />
      <DoctorSection options={options} />
      <MappingSection options={options} settings={settings} />
      <StoreDetails {...store} />
      {isOfServer(settings) && <TablesSection {...shared} settings={settings} />}
      <ColumnsSection {...section} found={found} key={settings.layout} />
      <TimesSection {...section} />
      <RowsSection {...section} />
      <WordsSection {...section} />
      <DimensionsSection {...section} />
      <RulesSection {...section} />
      {isOfServer(settings) && <RollupSection {...shared} settings={settings} />}
      <ScopeSection {...section} />
      <CallsSection {...section} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  essentials: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(340px, 1fr))',
    gap: theme.spacing(0, 2),
    maxWidth: 1200,
  }),
});
