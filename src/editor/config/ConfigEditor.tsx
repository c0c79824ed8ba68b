import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Divider } from '@grafana/ui';
import type { EditedSettings } from '../CallResultDataSource';
import { CallsSection } from './CallsSection';
import { ColumnsSection } from './ColumnsSection';
import { DimensionsSection } from './DimensionsSection';
import { changedSettings, type SectionProps } from './editedSettings';
import { RecordsSection } from './RecordsSection';
import { RulesSection } from './RulesSection';
import { ScopeSection } from './ScopeSection';

/** The settings of a data source. Grafana's own "Save & test" below shows what the records say to them. */
export function ConfigEditor({ options, onOptionsChange }: DataSourcePluginOptionsEditorProps<EditedSettings>) {
  const section: SectionProps = {
    settings: options.jsonData ?? {},
    change: (change) => onOptionsChange({ ...options, jsonData: changedSettings(options.jsonData ?? {}, change) }),
    readOnly: options.readOnly === true,
  };
  return (
    <>
      <RecordsSection {...section} />
      <Divider />
      <ColumnsSection {...section} key={section.settings.layout} />
      <Divider />
      <DimensionsSection {...section} />
      <Divider />
      <RulesSection {...section} />
      <Divider />
      <ScopeSection {...section} />
      <Divider />
      <CallsSection {...section} />
    </>
  );
}
