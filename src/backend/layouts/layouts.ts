import type { LayoutName } from '../../domain/layoutNames';
import { asteriskLayout } from './asterisk';
import { callsLayout } from './calls';
import { customLayout } from './custom';
import { freeswitchLayout } from './freeswitch';
import { homerLayout } from './homer';
import { kamailioLayout } from './kamailio';
import type { Layout } from './layout';
import { opensipsLayout } from './opensips';
import { voipmonitorLayout } from './voipmonitor';

/** Every layout there is; a new one is a file and a line here. */
export const LAYOUTS: Readonly<Record<LayoutName, Layout>> = {
  calls: callsLayout,
  kamailio: kamailioLayout,
  opensips: opensipsLayout,
  asterisk: asteriskLayout,
  freeswitch: freeswitchLayout,
  voipmonitor: voipmonitorLayout,
  homer: homerLayout,
  custom: customLayout,
};
