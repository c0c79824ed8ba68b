import type { LayoutName } from './layoutNames';
import { asteriskFacts } from './layouts/asterisk';
import { callsFacts } from './layouts/calls';
import { customFacts } from './layouts/custom';
import type { LayoutFacts } from './layouts/facts';
import { freeswitchFacts } from './layouts/freeswitch';
import { homerFacts } from './layouts/homer';
import { kamailioFacts } from './layouts/kamailio';
import { opensipsFacts } from './layouts/opensips';
import { voipmonitorFacts } from './layouts/voipmonitor';

/** Every layout there is; a new one is a file and a line here. */
export const LAYOUT_FACTS = {
  calls: callsFacts,
  kamailio: kamailioFacts,
  opensips: opensipsFacts,
  asterisk: asteriskFacts,
  freeswitch: freeswitchFacts,
  voipmonitor: voipmonitorFacts,
  homer: homerFacts,
  custom: customFacts,
} as const satisfies Record<LayoutName, LayoutFacts>;

/** Columns that a layout knows by name. */
export type LayoutColumn<Name extends LayoutName> = (typeof LAYOUT_FACTS)[Name]['columns'][number]['name'];
