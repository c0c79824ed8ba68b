const CALLER = [
  'caller_id_name',
  'caller_id_number',
  'destination_number',
  'context',
  'start_stamp',
  'answer_stamp',
  'end_stamp',
  'duration',
  'billsec',
  'hangup_cause',
];
/** The template of mod_cdr_csv where none is configured. */
const BUILT_IN = [...CALLER, 'uuid', 'bleg_uuid', 'accountcode'];
const EXAMPLE = [...BUILT_IN, 'read_codec', 'write_codec'];
/** What the stock templates leave out and this product is glad of; see docs/layouts/freeswitch.md. */
const CALL_RESULT = [
  ...EXAMPLE,
  'call_uuid',
  'direction',
  'start_epoch',
  'answer_epoch',
  'end_epoch',
  'progressmsec',
  'progress_mediamsec',
  'answermsec',
  'billmsec',
  'sip_invite_failure_status',
  'sip_term_status',
  'proto_specific_hangup_cause',
  'last_bridge_hangup_cause',
  'sip_hangup_disposition',
  'hangup_cause_q850',
  'sip_gateway_name',
];
const ASTERISK = [
  'accountcode',
  'caller_id_number',
  'destination_number',
  'context',
  'caller_id',
  'channel_name',
  'bridge_channel',
  'last_app',
  'last_arg',
  ...['start_stamp', 'answer_stamp', 'end_stamp', 'duration', 'billsec', 'hangup_cause'],
  'amaflags',
  'uuid',
  'userfield',
];

/** The templates of mod_cdr_csv, none of which writes a header (cdr_csv.conf.xml: example, linksys, asterisk, snom), told apart by their number of columns. */
export const FREESWITCH_HEADERS: readonly (readonly string[])[] = [
  BUILT_IN,
  EXAMPLE,
  [...EXAMPLE, 'sip_user_agent', 'sip_p_rtp_stat'],
  ASTERISK,
  [...EXAMPLE, 'sip_user_agent', 'call_clientcode', 'sip_rtp_rxstat', 'sip_rtp_txstat', 'sofia_record_file'],
  CALL_RESULT,
];
