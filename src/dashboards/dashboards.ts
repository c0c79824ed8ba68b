import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { carriers } from './carriers';
import { contactCenter } from './contactCenter';
import { nocWall } from './nocWall';
import { overview } from './overview';
import { testRuns } from './testRuns';
import { triage } from './triage';

/** Every dashboard that the plugin brings along, by the name of its file. */
export const DASHBOARDS: Readonly<Record<string, () => Dashboard>> = {
  'noc-wall': () => nocWall().build(),
  overview: () => overview().build(),
  triage: () => triage().build(),
  carriers: () => carriers().build(),
  'test-runs': () => testRuns().build(),
  'contact-center': () => contactCenter().build(),
};
