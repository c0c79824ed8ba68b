import { maskNumbers, type NumberMask } from '../../../../domain/numberMask';
import type { RecordText } from '../../../../domain/recordText';
import type { AnswerFacts, SqlValue } from '../../../stores/answer';

const MAX_PARAMETERS = 50;
const LONGEST_TEXT = 200;
const SHARED_COMMENT = '\n-- ran once for all queries that asked the same at the same time';

type StatementFacts = Pick<AnswerFacts, 'statement' | 'parameters' | 'statements' | 'shared' | 'keptSince'>;

/**
 * The statements that were run, each with the values of its parameters in a comment behind it; texts are left out for
 * readers who may not see all that is in the records.
 */
export function statementText(facts: readonly StatementFacts[], mask: NumberMask): string {
  // What is known beforehand is answered without a statement.
  const run = facts
    .flatMap(({ shared, ...fact }) => (fact.statements ?? [fact]).map((one) => ({ ...one, shared })))
    .filter(({ statement }) => statement !== '');
  return run
    .map(({ statement, parameters, shared }) => `${statement}${parameterComment(parameters, mask)}${shared === true ? SHARED_COMMENT : ''}`)
    .join(';\n\n')
    .concat(keptComment(facts));
}

/** What is not of the statements above. */
function keptComment(facts: readonly StatementFacts[]): string {
  const since = facts.flatMap(({ keptSince }) => keptSince ?? []);
  return since.length === 0
    ? ''
    : `\n-- past calls are kept from statements like these, the oldest of ${new Date(Math.min(...since)).toISOString()}`;
}

function parameterComment(parameters: readonly SqlValue[], mask: NumberMask): string {
  if (parameters.length === 0) {
    return '';
  }
  const shown = parameters
    .slice(0, MAX_PARAMETERS)
    .map((value, index) => `$${index + 1} = ${isText(value) ? textLiteral(value, mask) : String(value)}`);
  const more = parameters.length - shown.length;
  return `\n-- ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function isText(value: SqlValue): value is RecordText {
  return typeof value === 'string';
}

function textLiteral(value: RecordText, mask: NumberMask): string {
  if (mask !== 'none') {
    return 'hidden';
  }
  const whole = maskNumbers(value, mask);
  const text = whole.length > LONGEST_TEXT ? `${whole.slice(0, LONGEST_TEXT)}…` : whole;
  // A line break would end the comment.
  return `'${text.replaceAll("'", "''").replace(/[\r\n]+/g, ' ')}'`;
}
