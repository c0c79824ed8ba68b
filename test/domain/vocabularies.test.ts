import { type CallResult, isCallResult } from '../../src/domain/results';
import { compileRules } from '../../src/domain/rules';
import { VOCABULARY_NAMES, type VocabularyName } from '../../src/domain/vocabularies/names';
import { VOCABULARIES } from '../../src/domain/vocabularies/vocabularies';
import { foldWord } from '../../src/domain/vocabularies/vocabulary';

const resultOf = (vocabulary: VocabularyName, word: string): CallResult => compileRules([], VOCABULARIES[vocabulary]).classify(null, word);

test.each(VOCABULARY_NAMES)('%s: words are folded, meanings are codes that a call can end with, or results', (name) => {
  for (const [word, meaning] of VOCABULARIES[name]) {
    expect(word).toBe(foldWord(word));
    expect(isCallResult(meaning) || (Number.isInteger(meaning) && Number(meaning) >= 200 && Number(meaning) <= 699)).toBe(true);
  }
});

/** RFC 3398 §7.2.4.1, cause and status line by line. */
const RFC_3398 = `1 404, 2 404, 3 404, 17 486, 18 408, 19 480, 20 480, 21 403, 22 410, 23 410, 26 404, 27 502, 28 484, 29 501, 31 480, 34 503, 38 503,
41 503, 42 503, 47 503, 55 403, 57 403, 58 503, 65 488, 70 488, 79 501, 87 403, 88 503, 102 504, 111 500, 127 500`;

test('Q.850 values become what RFC 3398 answers, 16 and bare numbers nothing', () => {
  const expected = RFC_3398.split(',')
    .map((pair) => pair.trim().split(' '))
    .map(([cause, code]) => [`q.850 ${cause}`, Number(code)]);
  expect([...VOCABULARIES.q850]).toEqual([...expected, ['caller 16', 487]]);
  expect(resultOf('q850', 'Q.850 17')).toBe('busy');
  expect(resultOf('q850', 'Q.850 16')).toBe('unclassified');
  expect(resultOf('q850', '17')).toBe('unclassified');
});

/** `sofia_glue_sip_cause_to_freeswitch` in mod_sofia/sofia_glue.c: the code that a carrier sent → the cause that is recorded. */
const RECORDED: Readonly<Record<number, string>> = {
  401: 'CALL_REJECTED',
  402: 'CALL_REJECTED',
  403: 'CALL_REJECTED',
  407: 'CALL_REJECTED',
  603: 'CALL_REJECTED',
  608: 'CALL_REJECTED',
  607: 'UNWANTED',
  404: 'UNALLOCATED_NUMBER',
  485: 'NO_ROUTE_DESTINATION',
  604: 'NO_ROUTE_DESTINATION',
  408: 'RECOVERY_ON_TIMER_EXPIRE',
  504: 'RECOVERY_ON_TIMER_EXPIRE',
  410: 'NUMBER_CHANGED',
  480: 'NO_USER_RESPONSE',
  400: 'NORMAL_TEMPORARY_FAILURE',
  481: 'NORMAL_TEMPORARY_FAILURE',
  500: 'NORMAL_TEMPORARY_FAILURE',
  503: 'NORMAL_TEMPORARY_FAILURE',
  486: 'USER_BUSY',
  600: 'USER_BUSY',
  484: 'INVALID_NUMBER_FORMAT',
  488: 'INCOMPATIBLE_DESTINATION',
  606: 'INCOMPATIBLE_DESTINATION',
  502: 'NETWORK_OUT_OF_ORDER',
  405: 'SERVICE_UNAVAILABLE',
  406: 'SERVICE_NOT_IMPLEMENTED',
  415: 'SERVICE_NOT_IMPLEMENTED',
  501: 'SERVICE_NOT_IMPLEMENTED',
  482: 'EXCHANGE_ROUTING_ERROR',
  483: 'EXCHANGE_ROUTING_ERROR',
  487: 'ORIGINATOR_CANCEL',
  428: 'NO_IDENTITY',
  429: 'BAD_IDENTITY_INFO',
  437: 'UNSUPPORTED_CERTIFICATE',
  438: 'INVALID_IDENTITY',
};

test('on the carrier side every recorded cause leads back to a code that it was made of', () => {
  for (const cause of new Set(Object.values(RECORDED))) {
    const code = VOCABULARIES['freeswitch-carrier'].get(cause.toLowerCase());
    expect([cause, RECORDED[Number(code)]]).toEqual([cause, cause]);
  }
});

test('the results that callers care most for survive the way through FreeSWITCH on the carrier side, and not inward', () => {
  const seen: readonly (readonly [number, CallResult])[] = [
    [408, 'timeout'],
    [480, 'unavailable'],
    [486, 'busy'],
    [487, 'cancelled'],
    [503, 'unavailable'],
    [403, 'rejected'],
    [603, 'rejected'],
  ];
  expect(seen.map(([code]) => resultOf('freeswitch-carrier', RECORDED[code] ?? ''))).toEqual(seen.map(([, result]) => result));
  expect([480, 408].map((code) => resultOf('freeswitch', RECORDED[code] ?? ''))).toEqual(['timeout', 'failed']);
});

/** `hangup_cause_to_sip` in mod_sofia/mod_sofia.c, case by case; what it does not name is answered with 480. */
const ANSWERED = `UNALLOCATED_NUMBER NO_ROUTE_TRANSIT_NET NO_ROUTE_DESTINATION 404, USER_BUSY 486, NO_USER_RESPONSE 408, NO_ANSWER SUBSCRIBER_ABSENT 480, CALL_REJECTED 603,
NUMBER_CHANGED REDIRECTION_TO_NEW_DESTINATION 410, DESTINATION_OUT_OF_ORDER INVALID_PROFILE 502, INVALID_NUMBER_FORMAT INVALID_URL INVALID_GATEWAY 484, FACILITY_REJECTED 501,
NORMAL_UNSPECIFIED 480, REQUESTED_CHAN_UNAVAIL NORMAL_CIRCUIT_CONGESTION NETWORK_OUT_OF_ORDER NORMAL_TEMPORARY_FAILURE SWITCH_CONGESTION GATEWAY_DOWN 503,
OUTGOING_CALL_BARRED INCOMING_CALL_BARRED BEARERCAPABILITY_NOTAUTH 403, BEARERCAPABILITY_NOTAVAIL 503, BEARERCAPABILITY_NOTIMPL INCOMPATIBLE_DESTINATION 488,
FACILITY_NOT_IMPLEMENTED SERVICE_NOT_IMPLEMENTED 501, RECOVERY_ON_TIMER_EXPIRE 504, ORIGINATOR_CANCEL 487, EXCHANGE_ROUTING_ERROR 483, BUSY_EVERYWHERE 600, DECLINE REJECT_ALL 603,
DOES_NOT_EXIST_ANYWHERE 604, NOT_ACCEPTABLE 606, UNWANTED 607, NO_IDENTITY 428, BAD_IDENTITY_INFO 429, UNSUPPORTED_CERTIFICATE 437, INVALID_IDENTITY 438, STALE_DATE 403`;

test('inward every cause is the code that FreeSWITCH answers with', () => {
  for (const line of ANSWERED.split(',')) {
    const causes = line.trim().split(/\s+/);
    const code = Number(causes.pop());
    expect(causes.map((cause) => [cause, VOCABULARIES.freeswitch.get(cause.toLowerCase())])).toEqual(causes.map((cause) => [cause, code]));
  }
});

test('inward a cause means what the switch answers, 480 unless it says otherwise; a normal clearing says nothing', () => {
  const codes = [
    'NO_USER_RESPONSE',
    'CALL_REJECTED',
    'RECOVERY_ON_TIMER_EXPIRE',
    'ORIGINATOR_CANCEL',
    'ALLOTTED_TIMEOUT',
    'USER_NOT_REGISTERED',
    'GATEWAY_DOWN',
  ];
  expect(codes.map((cause) => VOCABULARIES.freeswitch.get(cause.toLowerCase()))).toEqual([408, 603, 504, 487, 480, 480, 503]);
  expect(['NORMAL_CLEARING', 'NONE', 'SUCCESS'].map((cause) => resultOf('freeswitch', cause))).toEqual([
    'unclassified',
    'unclassified',
    'unclassified',
  ]);
  expect(resultOf('freeswitch', 'LOSE_RACE')).toBe('cancelled');
});

test('dispositions of Asterisk; FAILED has a result and no code', () => {
  const words = ['ANSWERED', 'NO ANSWER', 'BUSY', 'CANCEL', 'CONGESTION', 'FAILED', 'UNKNOWN'];
  expect(words.map((word) => resultOf('asterisk', word))).toEqual([
    'answered',
    'unavailable',
    'busy',
    'cancelled',
    'unavailable',
    'failed',
    'unclassified',
  ]);
  const table = compileRules([], VOCABULARIES.asterisk);
  expect([
    table.codeOf('No Answer '),
    table.codeOf('FAILED'),
    table.codeOf('UNKNOWN'),
    table.codeOf('Q.850 38'),
    table.codeOf('Q.850 21'),
  ]).toEqual([480, null, null, 500, 403]);
});
