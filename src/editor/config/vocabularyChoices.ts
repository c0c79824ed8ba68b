import type { SelectableValue } from '@grafana/data';
import { VOCABULARY_NAMES, type VocabularyName } from '../../domain/vocabularies/names';
import { message, t } from '../locale/translate';

const VOCABULARY_FACTS: Readonly<Record<VocabularyName, { readonly label: string; readonly description: string }>> = {
  none: {
    label: message('None'),
    description: message('Records have SIP status codes; only the dispositions below and those of rules are mapped.'),
  },
  q850: { label: message('Q.850 causes'), description: message('Numbers such as 16, 17 or 34, of ISDN and most gateways.') },
  freeswitch: {
    label: message('FreeSWITCH, incoming legs'),
    description: message('USER_BUSY, NO_ANSWER, ORIGINATOR_CANCEL, as FreeSWITCH responds to its callers.'),
  },
  'freeswitch-carrier': {
    label: message('FreeSWITCH, outgoing legs'),
    description: message('The same causes, as the response of a carrier.'),
  },
  asterisk: { label: message('Asterisk dispositions'), description: message('ANSWERED, BUSY, NO ANSWER, FAILED, CONGESTION.') },
  threecx: { label: message('3CX reasons'), description: message('TerminatedBySrc, NoAnswerTimeout, no_route.') },
  cucm: { label: message('Cisco Unified CM causes'), description: message('Q.850 values and those of Cisco, such as 393216.') },
  broadworks: { label: message('BroadWorks causes'), description: message('Q.850 values; 016 before an answer is a caller who gave up.') },
  yeastar: { label: message('Yeastar statuses'), description: message('ANSWERED, NO ANSWER, BUSY, FAILED, VOICEMAIL, ABANDONED.') },
  webex: { label: message('Webex reasons'), description: message('UserBusy, NoAnswer, CallRejected, UnassignedNumber.') },
};

/** All cause code sets; the layout's choice is marked. */
export function vocabularyChoices(proposed: VocabularyName): SelectableValue<VocabularyName>[] {
  return VOCABULARY_NAMES.map((name) => {
    const { label, description } = VOCABULARY_FACTS[name];
    const translated = t(label);
    return {
      value: name,
      label: name === proposed ? t("{{label}} (the layout's choice)", { label: translated }) : translated,
      description: t(description),
    };
  });
}
