import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Divider } from '@grafana/ui';
import type { EditedSettings } from '../editorDataSource';
import { CallsSection } from './CallsSection';
import { ColumnsSection } from './ColumnsSection';
import { DimensionsSection } from './DimensionsSection';
import { DoctorSection } from './DoctorSection';
import { changedSettings, isOfServer, type SectionProps } from './editedSettings';
import { useFoundColumns, useRecognizedLayouts } from './foundColumns';
import { MappingSection } from './MappingSection';
import type { Options } from './options';
import { RecordsSection } from './RecordsSection';
import { RollupSection } from './RollupSection';
import { RowsSection } from './RowsSection';
import { RulesSection } from './RulesSection';
import { ScopeSection } from './ScopeSection';
import { StoreSection } from './StoreSection';
import { TablesSection } from './TablesSection';
import { WordsSection } from './WordsSection';

type Props = DataSourcePluginOptionsEditorProps<EditedSettings, NonNullable<Options['secureJsonData']>>;

/** The settings of a data source. Grafana's own "Save & test" below shows what the records say to them. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const settings: EditedSettings = options.jsonData ?? {};
  const found = useFoundColumns(options);
  const recognized = useRecognizedLayouts(options);
  const shared: Pick<SectionProps, 'change' | 'readOnly'> = {
    change: (change) => onOptionsChange({ ...options, jsonData: changedSettings(settings, change) }),
    readOnly: options.readOnly === true,
  };
  const section: SectionProps = { ...shared, settings };
  return (
    <>
      <StoreSection options={{ ...options, jsonData: settings }} onOptionsChange={onOptionsChange} />
      <Divider />
      <DoctorSection options={options} />
      <Divider />
      <RecordsSection {...section} recognized={recognized} />
      <Divider />
      {isOfServer(settings) && (
        <>
          <TablesSection {...shared} settings={settings} />
          <Divider />
        </>
      )}
      <ColumnsSection {...section} found={found} key={settings.layout} />
      <Divider />
      <RowsSection {...section} />
      <Divider />
      <WordsSection {...section} />
      <Divider />
      <DimensionsSection {...section} />
      <Divider />
      <RulesSection {...section} />
      <Divider />
      <MappingSection options={options} settings={settings} />
      <Divider />
      {isOfServer(settings) && (
        <>
          <RollupSection {...shared} settings={settings} />
          <Divider />
        </>
      )}
      <ScopeSection {...section} />
      <Divider />
      <CallsSection {...section} />
    </>
  );
}
