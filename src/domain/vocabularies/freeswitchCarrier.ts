import type { CallResult } from '../results';
import { FREESWITCH } from './freeswitch';
import type { Vocabulary } from './vocabulary';

/**
 * What a carrier answered, told from the cause that FreeSWITCH made of it: `sofia_glue_sip_cause_to_freeswitch`
 * (sofia_glue.c) turned around. Where several codes become one cause, the usual one of them; where they have too little in
 * common, a result alone. The way in does not lead back: 480 comes in as NO_USER_RESPONSE, which would be
 * answered with 408, and 408 as RECOVERY_ON_TIMER_EXPIRE, which would be answered with 504.
 */
const RECEIVED: Readonly<Record<string, number | CallResult>> = {
  /** 401, 402, 403, 407, 603 and 608. */
  CALL_REJECTED: 403,
  UNALLOCATED_NUMBER: 404,
  /** 485 and 604. */
  NO_ROUTE_DESTINATION: 604,
  /** 408 and 504. */
  RECOVERY_ON_TIMER_EXPIRE: 408,
  NUMBER_CHANGED: 410,
  /** 413, 414, 416, 420, 421, 423, 505 and 513. */
  INTERWORKING: 'failed',
  NO_USER_RESPONSE: 480,
  /** 400, 481, 500 and 503. */
  NORMAL_TEMPORARY_FAILURE: 503,
  /** 486 and 600. */
  USER_BUSY: 486,
  INVALID_NUMBER_FORMAT: 484,
  /** 488 and 606. */
  INCOMPATIBLE_DESTINATION: 488,
  NETWORK_OUT_OF_ORDER: 502,
  SERVICE_UNAVAILABLE: 405,
  /** 406, 415 and 501. */
  SERVICE_NOT_IMPLEMENTED: 501,
  /** 482 and 483. */
  EXCHANGE_ROUTING_ERROR: 483,
  /** Every code that the function does not name. */
  NORMAL_UNSPECIFIED: 'failed',
  /** The switch waited in vain for ringing and gave up. */
  PROGRESS_TIMEOUT: 'timeout',
};

/** Hangup causes of legs that went out to a carrier; those that no code of a carrier becomes mean what they mean elsewhere. */
export const FREESWITCH_CARRIER: Vocabulary = new Map([
  ...FREESWITCH,
  ...Object.entries(RECEIVED).map(([cause, meaning]) => [cause.toLowerCase(), meaning] as const),
]);
