import type { RecordText } from '../../../../domain/recordText';
import type { BreakdownAnswer, CountsAnswer } from '../../answer';
import { indexCombinations } from '../combinations';

type Entries = Pick<CountsAnswer, 'bucket' | 'code' | 'word' | 'words' | 'rule' | 'group' | 'calls'>;
type BreakdownEntries = Entries & Pick<BreakdownAnswer, 'values' | 'first' | 'tooMany'>;

/** The same of answers that tell every combination of values apart: a combination has one index. */
export function concatenatedBreakdowns(answers: readonly BreakdownEntries[]): BreakdownEntries {
  const all = answers.flatMap(({ values }) => values);
  const { values, indexes } = indexCombinations((all[0] ?? []).map((_, column) => all.map((combination) => combination[column])));
  let before = 0;
  const renumbered = answers.map((answer) => {
    const from = before;
    before += answer.values.length;
    return { ...answer, group: answer.group?.map((index) => (index < 0 ? index : (indexes[from + index] ?? -1))) ?? null };
  });
  return { ...concatenatedCounts(renumbered), values, first: null, tooMany: answers.some(({ tooMany }) => tooMany) };
}

/** The entries of several answers to the same question, one after the other; a word has one index. */
export function concatenatedCounts(answers: readonly Entries[]): Entries {
  const positions = new Map<RecordText, number>();
  for (const text of answers.flatMap(({ words }) => words)) {
    positions.set(text, positions.get(text) ?? positions.size);
  }
  const rows = answers.reduce((sum, { calls }) => sum + calls.length, 0);
  const indexes = answers.map(({ word, words }) => {
    const indexOf = words.map((text) => positions.get(text) ?? -1);
    return word.map((index) => (index < 0 ? index : (indexOf[index] ?? -1)));
  });
  const buckets = answers.flatMap(({ bucket }) => bucket ?? []);
  const groups = answers.flatMap(({ group }) => group ?? []);
  const ruled = answers.flatMap(({ rule }) => rule ?? []);
  return {
    bucket: buckets.length === 0 ? null : filled(new Float64Array(rows), buckets),
    code: filled(
      new Int32Array(rows),
      answers.map(({ code }) => code)
    ),
    word: filled(new Int32Array(rows), indexes),
    words: [...positions.keys()],
    ...(ruled.length === 0 ? {} : { rule: filled(new Int32Array(rows), ruled) }),
    group: groups.length === 0 ? null : filled(new Int32Array(rows), groups),
    calls: filled(
      new Float64Array(rows),
      answers.map(({ calls }) => calls)
    ),
  };
}

function filled<T extends Float64Array | Int32Array>(whole: T, pieces: readonly T[]): T {
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
