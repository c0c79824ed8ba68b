import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

/** A dashboard as its file holds it: panels are numbered, so that links to them stay. */
export function toJson(dashboard: Dashboard): string {
  const panels = dashboard.panels?.map((panel: Panel | RowPanel, index) => ({ ...panel, id: index + 1 }));
  return `${JSON.stringify({ ...dashboard, panels }, null, 2)}\n`;
}
