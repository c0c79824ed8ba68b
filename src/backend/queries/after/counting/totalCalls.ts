import type { CountsAnswer } from '../../../stores/answer';

/** All calls of an answer, however it divides them. */
export function totalCalls({ calls }: Pick<CountsAnswer, 'calls'>): number {
  return calls.reduce((sum, number) => sum + number, 0);
}
