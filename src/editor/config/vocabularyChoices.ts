import type { SelectableValue } from '@grafana/data';
import { VOCABULARY_NAMES, type VocabularyName } from '../../domain/vocabularies/names';

const VOCABULARY_FACTS: Readonly<Record<VocabularyName, { readonly label: string; readonly description: string }>> = {
  none: { label: 'None', description: 'Records hold SIP status codes; words mean what you say below, or in a rule' },
  q850: { label: 'Q.850 causes', description: 'Numbers such as 16, 17 or 34, of ISDN and most gateways' },
  freeswitch: {
    label: 'FreeSWITCH, legs that came in',
    description: 'USER_BUSY, NO_ANSWER, ORIGINATOR_CANCEL, as FreeSWITCH itself answers its callers',
  },
  'freeswitch-carrier': { label: 'FreeSWITCH, legs that went out', description: "The same causes, read as a carrier's answer" },
  asterisk: { label: 'Asterisk dispositions', description: 'ANSWERED, BUSY, NO ANSWER, FAILED, CONGESTION' },
};

/** All vocabularies; the layout's own is marked. */
export function vocabularyChoices(proposed: VocabularyName): SelectableValue<VocabularyName>[] {
  return VOCABULARY_NAMES.map((name) => {
    const { label, description } = VOCABULARY_FACTS[name];
    return { value: name, label: name === proposed ? `${label} (the layout's choice)` : label, description };
  });
}
