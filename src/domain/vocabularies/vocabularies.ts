import { ASTERISK } from './asterisk';
import { BROADWORKS } from './broadworks';
import { CUCM } from './cucm';
import { FREESWITCH } from './freeswitch';
import { FREESWITCH_CARRIER } from './freeswitchCarrier';
import type { VocabularyName } from './names';
import { Q850 } from './q850';
import { THREECX } from './threecx';
import type { Vocabulary } from './vocabulary';
import { WEBEX } from './webex';
import { YEASTAR } from './yeastar';

/** Every vocabulary there is; a new one is a file and a line here. */
export const VOCABULARIES: Readonly<Record<VocabularyName, Vocabulary>> = {
  none: new Map(),
  q850: Q850,
  freeswitch: FREESWITCH,
  'freeswitch-carrier': FREESWITCH_CARRIER,
  asterisk: ASTERISK,
  threecx: THREECX,
  cucm: CUCM,
  broadworks: BROADWORKS,
  yeastar: YEASTAR,
  webex: WEBEX,
};
