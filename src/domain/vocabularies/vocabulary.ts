import type { CallResult } from '../results';

/**
 * Words in which records say how a call ended → the SIP status code that means the same, or, where no code is honest,
 * a result alone. Keys are folded words (see `foldWord`).
 */
export type Vocabulary = ReadonlyMap<string, number | CallResult>;

/** Words are compared without regard to case and to blanks around them. */
export function foldWord(word: string): string {
  return word.trim().toLowerCase();
}

/** The same vocabulary, in which single words mean other codes. */
export function withWords(vocabulary: Vocabulary, words: Readonly<Record<string, number>>): Vocabulary {
  return new Map([...vocabulary, ...Object.entries(words).map(([word, code]) => [foldWord(word), code] as const)]);
}
