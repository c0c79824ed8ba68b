import { maskNumbers, type NumberMask } from '../../../../domain/numberMask';
import type { RecordText } from '../../../../domain/recordText';
import type { AnswerFacts, SqlValue } from '../../../stores/answer';

const MAX_PARAMETERS = 50;
const LONGEST_TEXT = 200;

/**
 * The statements that were run, each with the values of its parameters in a comment behind it; texts are left out for
 * readers who may not see all that is in the records.
 */
export function statementText(facts: readonly Pick<AnswerFacts, 'statement' | 'parameters' | 'statements'>[], mask: NumberMask): string {
  // What is known beforehand is answered without a statement.
  const run = facts.flatMap((fact) => fact.statements ?? [fact]).filter(({ statement }) => statement !== '');
  return run.map(({ statement, parameters }) => `${statement}${parameterComment(parameters, mask)}`).join(';\n\n');
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
