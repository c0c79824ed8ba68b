import type { Dashboard, DashboardLink, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

/** A dashboard as its file holds it: panels are numbered, so that links to them stay, and links are shown, not hidden in a menu. */
export function toJson(dashboard: Dashboard): string {
  const panels = dashboard.panels?.map((panel: Panel | RowPanel, index) => ({ ...panel, id: index + 1 }));
  const links = dashboard.links?.map(({ placement: _placement, ...link }: DashboardLink) => link);
  return `${JSON.stringify({ ...dashboard, links, panels }, null, 2)}\n`;
}
