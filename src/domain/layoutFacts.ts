import type { CallTime, LayoutName } from './layoutNames';
import type { VocabularyName } from './vocabularies/names';

interface LayoutColumnFacts {
  readonly name: string;
  readonly meaning: string;
}

/** What a person must know of a record layout to choose it and to name its columns. */
export interface LayoutFacts {
  readonly title: string;
  readonly description: string;
  /** Tables that its records lie in; in a database every one may have another name. */
  readonly tables: readonly string[];
  /** Columns with a meaning of their own; every one may be mapped to a column of another name. */
  readonly columns: readonly LayoutColumnFacts[];
  /** Times that a call may be counted at. */
  readonly callTimes: readonly CallTime[];
  readonly proposedCallTime: CallTime;
  /** How late records usually arrive after the time they count at. */
  readonly proposedSettle: string;
  /** How long after a row a better row of the same call may follow it, milliseconds; 0 where rows are not merged. */
  readonly mergeWindowMs: number;
  /** In which words its records say how a call ended, where they have no SIP code. */
  readonly vocabulary: VocabularyName;
}

export const LAYOUT_FACTS = {
  calls: {
    title: 'Calls',
    description: 'One row per call. Only a time and a final status code are needed; every further column becomes a dimension.',
    tables: ['calls'],
    columns: [
      { name: 'start_time', meaning: 'When the call was placed' },
      { name: 'answer_time', meaning: 'When it was answered' },
      { name: 'end_time', meaning: 'When it ended' },
      { name: 'sip_code', meaning: 'Final SIP status code, such as 486' },
      { name: 'call_id', meaning: 'Identifies the call' },
      { name: 'pdd_ms', meaning: 'Post-dial delay in milliseconds' },
      { name: 'setup_ms', meaning: 'Time until the answer in milliseconds' },
      { name: 'duration_ms', meaning: 'Length of the conversation in milliseconds' },
      { name: 'from', meaning: 'Calling address' },
      { name: 'to', meaning: 'Called address' },
      { name: 'trunk', meaning: 'Trunk that the call took' },
      { name: 'run_id', meaning: 'Test run that placed the call' },
    ],
    callTimes: ['start', 'answer', 'end'],
    proposedCallTime: 'start',
    proposedSettle: '60s',
    mergeWindowMs: 0,
    vocabulary: 'none',
  },
  kamailio: {
    title: 'Kamailio accounting',
    description: 'The tables acc and missed_calls of Kamailio, merged into calls: challenges, retries and BYE rows are not counted.',
    tables: ['acc', 'missed_calls'],
    columns: [
      { name: 'id', meaning: 'Row number; decides between rows of the same second' },
      { name: 'method', meaning: 'SIP method; only INVITE rows make calls' },
      { name: 'callid', meaning: 'Call-ID; rows of one call share it' },
      { name: 'sip_code', meaning: 'Status code of the final answer' },
      { name: 'sip_reason', meaning: 'Reason phrase of the final answer' },
      { name: 'time', meaning: 'When the transaction was completed' },
      { name: 'src_user', meaning: 'User part of the calling address' },
      { name: 'src_domain', meaning: 'Domain of the calling address' },
      { name: 'src_ip', meaning: 'Address that the request came from' },
      { name: 'dst_ouser', meaning: 'Called user as dialled' },
      { name: 'dst_user', meaning: 'Called user after routing' },
      { name: 'dst_domain', meaning: 'Domain of the called address' },
    ],
    callTimes: ['answer'],
    proposedCallTime: 'answer',
    proposedSettle: '60s',
    mergeWindowMs: 180_000,
    vocabulary: 'none',
  },
} as const satisfies Record<LayoutName, LayoutFacts>;

/** Columns that a layout knows by name. */
export type LayoutColumn<Name extends LayoutName> = (typeof LAYOUT_FACTS)[Name]['columns'][number]['name'];
