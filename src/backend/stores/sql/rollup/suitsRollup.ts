import type { ValuesQuestion } from '../../catalogueQuestion';
import type { BreakdownQuestion, CountsQuestion } from '../../question';
import { onDimensions } from '../../onDimensions';
import type { StoreQuestion } from '../../store';

/** Questions that counted calls can answer. */
export type RollupQuestion = CountsQuestion | BreakdownQuestion | ValuesQuestion;

/** Whether a question is about nothing but how many calls there were by time, code and these dimensions. */
export function suitsRollup(question: StoreQuestion, dimensions: ReadonlySet<string>): question is RollupQuestion {
  if ((question.unit ?? 'calls') !== 'calls') {
    return false;
  }
  switch (question.kind) {
    case 'counts':
      return question.retried !== true && areAllIn(dimensions, question, question.split?.dimensions ?? []);
    case 'breakdown':
      return !question.first && areAllIn(dimensions, question, question.dimensions);
    case 'values':
      return question.order !== 'newest' && areAllIn(dimensions, question, question.dimensions);
    case 'histogram':
    case 'timing':
    case 'records':
    case 'extent':
    case 'shape':
    case 'columns':
    case 'distinct':
    case 'newest':
    case 'rows':
    case 'lateness':
    case 'doubts':
    case 'tables':
      return false;
  }
}

function areAllIn(dimensions: ReadonlySet<string>, { filters }: RollupQuestion, named: readonly string[]): boolean {
  return [...onDimensions(filters).map(({ dimension }) => dimension), ...named].every((name) => dimensions.has(name));
}
