import type { SelectableValue } from '@grafana/data';
import { VOCABULARY_NAMES, type VocabularyName } from '../../domain/vocabularies/names';

const VOCABULARY_FACTS: Readonly<Record<VocabularyName, { readonly label: string; readonly description: string }>> = {
  none: { label: 'None', description: 'Records have SIP status codes; only the dispositions below and those of rules are mapped.' },
  q850: { label: 'Q.850 causes', description: 'Numbers such as 16, 17 or 34, of ISDN and most gateways.' },
  freeswitch: {
    label: 'FreeSWITCH, incoming legs',
    description: 'USER_BUSY, NO_ANSWER, ORIGINATOR_CANCEL, as FreeSWITCH responds to its callers.',
  },
  'freeswitch-carrier': { label: 'FreeSWITCH, outgoing legs', description: 'The same causes, as the response of a carrier.' },
  asterisk: { label: 'Asterisk dispositions', description: 'ANSWERED, BUSY, NO ANSWER, FAILED, CONGESTION.' },
  threecx: { label: '3CX reasons', description: 'TerminatedBySrc, NoAnswerTimeout, no_route.' },
  cucm: { label: 'Cisco Unified CM causes', description: 'Q.850 values and those of Cisco, such as 393216.' },
  broadworks: { label: 'BroadWorks causes', description: 'Q.850 values; 016 before an answer is a caller who gave up.' },
  yeastar: { label: 'Yeastar statuses', description: 'ANSWERED, NO ANSWER, BUSY, FAILED, VOICEMAIL, ABANDONED.' },
  webex: { label: 'Webex reasons', description: 'UserBusy, NoAnswer, CallRejected, UnassignedNumber.' },
};

/** All cause code sets; the layout's choice is marked. */
export function vocabularyChoices(proposed: VocabularyName): SelectableValue<VocabularyName>[] {
  return VOCABULARY_NAMES.map((name) => {
    const { label, description } = VOCABULARY_FACTS[name];
    return { value: name, label: name === proposed ? `${label} (the layout's choice)` : label, description };
  });
}
