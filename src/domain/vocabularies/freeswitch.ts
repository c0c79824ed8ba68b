import { Q850 } from './q850';
import type { Vocabulary } from './vocabulary';

/**
 * The SIP code that FreeSWITCH itself answers to a leg that came in when a call ends with this cause before an answer
 * (`hangup_cause_to_sip` in mod_sofia.c). Whatever that function does not name, it answers with 480.
 */
const ANSWERED_WITH: Readonly<Record<number, readonly string[]>> = {
  403: ['OUTGOING_CALL_BARRED', 'INCOMING_CALL_BARRED', 'BEARERCAPABILITY_NOTAUTH', 'STALE_DATE'],
  404: ['UNALLOCATED_NUMBER', 'NO_ROUTE_TRANSIT_NET', 'NO_ROUTE_DESTINATION'],
  408: ['NO_USER_RESPONSE'],
  410: ['NUMBER_CHANGED', 'REDIRECTION_TO_NEW_DESTINATION'],
  428: ['NO_IDENTITY'],
  429: ['BAD_IDENTITY_INFO'],
  437: ['UNSUPPORTED_CERTIFICATE'],
  438: ['INVALID_IDENTITY'],
  480: ['NO_ANSWER', 'SUBSCRIBER_ABSENT', 'NORMAL_UNSPECIFIED'],
  483: ['EXCHANGE_ROUTING_ERROR'],
  484: ['INVALID_NUMBER_FORMAT', 'INVALID_URL', 'INVALID_GATEWAY'],
  486: ['USER_BUSY'],
  487: ['ORIGINATOR_CANCEL'],
  488: ['BEARERCAPABILITY_NOTIMPL', 'INCOMPATIBLE_DESTINATION'],
  501: ['FACILITY_REJECTED', 'FACILITY_NOT_IMPLEMENTED', 'SERVICE_NOT_IMPLEMENTED'],
  502: ['DESTINATION_OUT_OF_ORDER', 'INVALID_PROFILE'],
  503: [
    'REQUESTED_CHAN_UNAVAIL',
    'NORMAL_CIRCUIT_CONGESTION',
    'NETWORK_OUT_OF_ORDER',
    'NORMAL_TEMPORARY_FAILURE',
    'SWITCH_CONGESTION',
    'GATEWAY_DOWN',
    'BEARERCAPABILITY_NOTAVAIL',
  ],
  504: ['RECOVERY_ON_TIMER_EXPIRE'],
  600: ['BUSY_EVERYWHERE'],
  603: ['CALL_REJECTED', 'DECLINE', 'REJECT_ALL'],
  604: ['DOES_NOT_EXIST_ANYWHERE'],
  606: ['NOT_ACCEPTABLE'],
  607: ['UNWANTED'],
};

/** The other causes there are (`CAUSE_CHART` in switch_channel.c), but for those that say nothing: NONE, NORMAL_CLEARING and SUCCESS. */
const ANSWERED_BY_DEFAULT = [
  'CHANNEL_UNACCEPTABLE',
  'CALL_AWARDED_DELIVERED',
  'RESPONSE_TO_STATUS_ENQUIRY',
  'ACCESS_INFO_DISCARDED',
  'PRE_EMPTED',
  'FACILITY_NOT_SUBSCRIBED',
  'SERVICE_UNAVAILABLE',
  'CHAN_NOT_IMPLEMENTED',
  'INVALID_CALL_REFERENCE',
  'INVALID_MSG_UNSPECIFIED',
  'MANDATORY_IE_MISSING',
  'MESSAGE_TYPE_NONEXIST',
  'WRONG_MESSAGE',
  'IE_NONEXIST',
  'INVALID_IE_CONTENTS',
  'WRONG_CALL_STATE',
  'MANDATORY_IE_LENGTH_ERROR',
  'PROTOCOL_ERROR',
  'INTERWORKING',
  'CRASH',
  'SYSTEM_SHUTDOWN',
  'MANAGER_REQUEST',
  'BLIND_TRANSFER',
  'ATTENDED_TRANSFER',
  'ALLOTTED_TIMEOUT',
  'USER_CHALLENGE',
  'MEDIA_TIMEOUT',
  'USER_NOT_REGISTERED',
  'PROGRESS_TIMEOUT',
  'NO_PICKUP',
  'SRTP_READ_ERROR',
  'BOWOUT',
] as const;
const DEFAULT_CODE = 480;

/** Legs that the switch itself gave up because another was quicker; a word of `sip_hangup_disposition` says as much of a call. */
const CANCELLED = ['LOSE_RACE', 'PICKED_OFF'];
const DISPOSITION_OF_A_CANCEL = ['recv_cancel', 'send_cancel'];

/** Hangup causes of legs that came in, and Q.850 values where only those stand. */
export const FREESWITCH: Vocabulary = new Map([
  ...Q850,
  ...Object.entries(ANSWERED_WITH).flatMap(([code, causes]) => causes.map((cause) => [cause.toLowerCase(), Number(code)] as const)),
  ...ANSWERED_BY_DEFAULT.map((cause) => [cause.toLowerCase(), DEFAULT_CODE] as const),
  ...CANCELLED.map((cause) => [cause.toLowerCase(), 'cancelled'] as const),
  ...DISPOSITION_OF_A_CANCEL.map((word) => [word, 487] as const),
]);
