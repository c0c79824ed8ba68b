import type { AnswerFacts, SqlValue } from '../../../stores/answer';

const MAX_PARAMETERS = 50;
const LONGEST_TEXT = 200;

/**
 * The statements that were run, each with the values of its parameters in a comment behind it; texts are left out for
 * readers who may not see all that is in the records.
 */
export function statementText(facts: readonly Pick<AnswerFacts, 'statement' | 'parameters' | 'statements'>[], hideTexts = false): string {
  // What is known beforehand is answered without a statement.
  const run = facts.flatMap((fact) => fact.statements ?? [fact]).filter(({ statement }) => statement !== '');
  return run.map(({ statement, parameters }) => `${statement}${parameterComment(parameters, hideTexts)}`).join(';\n\n');
}

function parameterComment(parameters: readonly SqlValue[], hideTexts: boolean): string {
  if (parameters.length === 0) {
    return '';
  }
  const shown = parameters
    .slice(0, MAX_PARAMETERS)
    .map((value, index) => `$${index + 1} = ${hideTexts && typeof value === 'string' ? 'hidden' : literal(value)}`);
  const more = parameters.length - shown.length;
  return `\n-- ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function literal(value: SqlValue): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  const text = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  // A line break would end the comment.
  return `'${text.replaceAll("'", "''").replace(/[\r\n]+/g, ' ')}'`;
}
