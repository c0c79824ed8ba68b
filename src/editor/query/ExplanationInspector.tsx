import type { MetadataInspectorProps } from '@grafana/data';
import type { EditedSettings, EditorDataSource } from '../editorDataSource';
import type { EditedQuery } from '../fields/editedQuery';
import { ExplanationSection } from './ExplanationSection';
import { mainFrames } from './toldNumbers';

/** Grafana's inspector of a panel, "Meta data": how the numbers of each of its queries were counted. */
export function ExplanationInspector({ datasource, data }: MetadataInspectorProps<EditorDataSource, EditedQuery, EditedSettings>) {
  return mainFrames(data, datasource.uid).map((frame) => (
    <ExplanationSection key={frame.refId} frame={frame} datasource={datasource} isOpen />
  ));
}
