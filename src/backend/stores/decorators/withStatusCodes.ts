import type { RuleTable } from '../../../domain/rules';
import type { CallRecord, CountedCalls } from '../answer';
import { answerTo, type Asker, type Store, type StoreAnswer, type StoreQuestion } from '../store';

/**
 * The same store, whose answers have beside a record's own word the SIP status code that the word stands for; so
 * everything that is computed from codes takes words as well.
 */
export function withStatusCodes(store: Store, rules: RuleTable): Store {
  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal, asker?: Asker): Promise<StoreAnswer<Q>> {
      return answerTo(question, withCodes(await store.ask<StoreQuestion>(question, signal, asker), rules));
    },
    close: () => store.close(),
  };
}

function withCodes(answer: StoreAnswer, rules: RuleTable): StoreAnswer {
  switch (answer.kind) {
    case 'counts':
    case 'breakdown':
    case 'histogram':
      return answer.words.length === 0 ? answer : { ...answer, code: codesOf(answer, rules) };
    case 'records':
      return { ...answer, records: answer.records.map((record) => recordWithCode(record, rules)) };
    default:
      return answer;
  }
}

function codesOf({ code, word, words }: CountedCalls, rules: RuleTable): Int32Array {
  const ofWord = words.map((text) => rules.codeOf(text) ?? -1);
  return code.map((known, row) => (known < 0 ? (ofWord[word[row] ?? -1] ?? -1) : known));
}

function recordWithCode(record: CallRecord, rules: RuleTable): CallRecord {
  return record.code === null && record.word !== null ? { ...record, code: rules.codeOf(record.word) } : record;
}
