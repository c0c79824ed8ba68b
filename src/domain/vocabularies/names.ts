export const VOCABULARY_NAMES = [
  'none',
  'q850',
  'freeswitch',
  'freeswitch-carrier',
  'asterisk',
  'threecx',
  'cucm',
  'broadworks',

  'yeastar',
  'webex',
] as const;
/**
 * In which words records say how a call ended, where they have no SIP code. `none`: words alone mean nothing.
 * `freeswitch` is for legs that came in, `freeswitch-carrier` for legs that went out to a carrier.
 */
export type VocabularyName = (typeof VOCABULARY_NAMES)[number];
