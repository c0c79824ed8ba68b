import { accountingWorld } from './accounting';
import { asteriskWorld } from './asterisk';
import { freeswitchWorld } from './freeswitch';
import { fusionpbxWorld } from './fusionpbx';
import type { Random } from './random';
import type { World } from './trueCall';

type MakeWorld = (random: Random, calls: number, from: number, to: number) => World;

/** Switches whose records are merged into calls. */
export const WORLDS: Readonly<Record<string, MakeWorld>> = {
  kamailio: (...of) => accountingWorld('kamailio', ...of),
  opensips: (...of) => accountingWorld('opensips', ...of),
  asterisk: asteriskWorld,
  freeswitch: (...of) => freeswitchWorld(false, ...of),
  'freeswitch with legs=ab': (...of) => freeswitchWorld(true, ...of),
  fusionpbx: fusionpbxWorld,
};
