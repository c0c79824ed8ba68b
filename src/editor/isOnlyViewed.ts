import { CoreApp } from '@grafana/data';

/** Where panels are shown. Grafana 12.3 says `dashboard` also of panels that are edited or inspected. */
const OF_DASHBOARDS: readonly string[] = [CoreApp.Dashboard, CoreApp.PanelViewer];
/** What the address of a dashboard has while a panel is edited or inspected. */
const LOOKED_INTO = ['editPanel', 'inspect'];

/**
 * Whether a panel is looked at and no more, so that nobody sees how its numbers were made.
 * @param search of the page's address
 */
export function isOnlyViewed(app: string, search: string): boolean {
  const address = new URLSearchParams(search);
  return OF_DASHBOARDS.includes(app) && !LOOKED_INTO.some((name) => address.has(name));
}
