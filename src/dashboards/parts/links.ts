import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { VARIABLES } from './source';

/** By what the dashboards are known. */
export const UID = {
  nocWall: 'callresult-noc-wall',
  overview: 'callresult-overview',
  triage: 'callresult-triage',
  testRuns: 'callresult-test-runs',
  carriers: 'callresult-carriers',
  contactCenter: 'callresult-contact-center',
} as const;
type DashboardUid = (typeof UID)[keyof typeof UID];
type Chosen = Partial<Record<keyof typeof VARIABLES, string>>;

/** Leads to a dashboard with the same range and variables; what is chosen by the click takes the place of a variable's value. */
export function leadsTo(
  uid: DashboardUid,
  title: string,
  chosen: Chosen,
  kept: readonly (keyof typeof VARIABLES)[] = ['source', 'dimension', 'values']
) {
  const same = kept.filter((name) => chosen[name] === undefined).map((name) => `\${${VARIABLES[name]}:queryparam}`);
  const other = Object.entries(chosen).map(([name, value]) => `var-${VARIABLES[name as keyof typeof VARIABLES]}=${value}`);
  return new DashboardLinkBuilder(title).url(`/d/${uid}?${[...same, ...other, '${__url_time_range}'].join('&')}`);
}

/** Nothing but the panels, the rows of their grid stretched to the height of the screen. */
const WHOLE_SCREEN = 'kiosk&autofitpanels&_dash.hideTimePicker=true&_dash.hideVariables=true&_dash.hideLinks=true';

/** Shows a dashboard as a wall does. */
export const fullScreen = (uid: DashboardUid) =>
  new DashboardLinkBuilder('Full screen')
    .type(DashboardLinkType.Link)
    .url(`/d/${uid}?${WHOLE_SCREEN}`)
    .icon('dashboard')
    .tooltip('Fills the screen; Esc leaves it')
    .includeVars(true)
    .keepTime(true);
