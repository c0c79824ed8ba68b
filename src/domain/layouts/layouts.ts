import { asterisk } from './asterisk';
import { broadworks } from './broadworks';
import { calls } from './calls';
import { cucm } from './cucm';
import { custom } from './custom';
import { freeswitch } from './freeswitch';
import { fusionpbx } from './fusionpbx';
import { grandstream } from './grandstream';
import { homer } from './homer';
import { kamailio } from './kamailio';
import { opensips } from './opensips';
import { teams } from './teams';
import { threecx } from './threecx';
import { voipmonitor } from './voipmonitor';
import { webex } from './webex';
import { yeastar } from './yeastar';
import type { Layout } from './layout';

/** Every layout; a new one is a file and its name here, in the order in which they are offered. */
const LIST = {
  calls,
  kamailio,
  opensips,
  asterisk,
  freeswitch,
  fusionpbx,
  voipmonitor,
  homer,
  cucm,
  broadworks,
  threecx,
  grandstream,
  yeastar,
  teams,
  webex,
  custom,
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof LIST;
export const LAYOUTS: Readonly<Record<LayoutName, Layout>> = LIST;
export const LAYOUT_NAMES = Object.keys(LIST) as LayoutName[];
