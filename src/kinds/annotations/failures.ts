import { reasonPhrase } from '../../domain/reasonPhrases';
import type { PassResult, WorstCode } from '../../backend/queries/after/counting/judge';
import type { Event } from './event';
import type { Values } from './spans';

/** The values that did not pass, each at its first call. */
export function failures(verdicts: readonly PassResult[], { dimension, shown, began }: Values): Event[] {
  return verdicts.flatMap(({ passed, why, worst }, index): Event[] => {
    const [value = '', time = NaN] = [shown[index], began[index]];
    const text = `${why ?? ''}${worst === null ? '' : `, most often ${worstText(worst)}`}.`;
    return passed ? [] : [{ time, timeEnd: time, title: `${dimension} ${value} failed`, text, tags: ['failed', dimension, value] }];
  });
}

function worstText({ code, result }: WorstCode): string {
  const phrase = code === null ? undefined : reasonPhrase(code)?.phrase;
  return `${code === null ? 'no code' : [code, phrase ?? ''].join(' ').trim()} (${result})`;
}
