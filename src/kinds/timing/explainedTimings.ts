import type { RuleTable } from '../../domain/rules';
import { ANSWERED_CODES, type Timing, TIMING_FACTS } from '../../domain/timings';
import type { CountsAnswer } from '../../backend/stores/answer';
import { codeRows, type CodeRow } from '../../backend/queries/after/counting/codeRows';
import type { NumberOfCalls } from '../../backend/queries/after/explanation/explanation';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';

/** The calls that tell each timing, of those that could. */
export function explainedTimings(
  known: ReadonlyMap<Timing, number>,
  answer: CountsAnswer,
  rules: RuleTable,
  shown: ShownResults
): NumberOfCalls[] {
  const rows = codeRows(answer, rules).filter(({ result }) => shown.results.includes(result));
  return [...known].map(([timing, calls]) => {
    const { title, answeredOnly } = TIMING_FACTS[timing];
    return {
      name: timing,
      counted: `calls whose ${title} is known`,
      of: answeredOnly ? 'answered calls' : 'all calls',
      numerator: calls,
      denominator: answeredOnly ? rows.filter(isAnswered) : rows,
    };
  });
}

function isAnswered({ code, result }: CodeRow): boolean {
  return code === null ? result === 'answered' : code >= ANSWERED_CODES.first && code <= ANSWERED_CODES.last;
}
