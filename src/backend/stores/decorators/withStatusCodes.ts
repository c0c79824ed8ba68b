import type { RuleTable } from '../../../domain/rules';
import type { CallRecord, CountsAnswer } from '../answer';
import type { Store, StoreAnswer, StoreQuestion } from '../store';

/**
 * The same store, whose answers have beside a record's own word the SIP status code that the word stands for; so
 * everything that is computed from codes takes words as well.
 */
export function withStatusCodes(store: Store, rules: RuleTable): Store {
  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
      const answer: StoreAnswer<StoreQuestion> = await store.ask(question, signal);
      return withCodes(answer, rules) as StoreAnswer<Q>;
    },
    close: () => store.close(),
  };
}

function withCodes(answer: StoreAnswer<StoreQuestion>, rules: RuleTable): StoreAnswer<StoreQuestion> {
  if ('code' in answer) {
    return answer.words.length === 0 ? answer : { ...answer, code: codesOf(answer, rules) };
  }
  return 'records' in answer ? { ...answer, records: answer.records.map((record) => recordWithCode(record, rules)) } : answer;
}

function codesOf({ code, word, words }: CountsAnswer, rules: RuleTable): Int32Array {
  const ofWord = words.map((text) => rules.codeOf(text) ?? -1);
  return code.map((known, row) => (known < 0 ? (ofWord[word[row] ?? -1] ?? -1) : known));
}

function recordWithCode(record: CallRecord, rules: RuleTable): CallRecord {
  return record.code === null && record.word !== null ? { ...record, code: rules.codeOf(record.word) } : record;
}
