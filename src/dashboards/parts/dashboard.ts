import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { fullScreen, type UID } from './links';
import { TAG } from './source';

/** What a dashboard is, beside its range and variables. */
export interface DashboardTexts {
  readonly uid: (typeof UID)[keyof typeof UID];
  readonly title: string;
  readonly description: string;
}

/** What every dashboard has: its name, its panels, the whole screen, and the way to the others with the same range and variables. */
export function dashboard({ uid, title, description }: DashboardTexts, panels: readonly Builder<Panel>[]): DashboardBuilder {
  const begun = new DashboardBuilder(`Call Result: ${title}`)
    .uid(uid)
    .description(description)
    .tags([TAG])
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Call Result')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true)
    )
    .link(fullScreen(uid));
  return panels.reduce((all, panel) => all.withPanel(panel), begun);
}
