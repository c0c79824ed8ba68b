import { codeAdvice } from '../../domain/codeAdvice';
import { percentText } from '../../domain/percentText';
import { reasonPhrase } from '../../domain/reasonPhrases';
import { RESULT_ADVICE, type Advice } from '../../domain/resultAdvice';
import type { CodeRow } from '../../backend/queries/after/counting/codeRows';
import type { TableBody } from '../../backend/queries/after/tables/table';
import type { Diagnosis } from './diagnose';
import { valueName } from './table';
import { identifierText } from '../../backend/queries/after/tables/identifierText';

/** Codes and values that a sentence names. */
const MAX_NAMED = 3;

/**
 * A few sentences per result, for a panel that shows text.
 * @param around what got worse, which comes first; why that is not known, which comes last
 */
export function triageText(
  { first, last }: { readonly first: readonly string[]; readonly last: readonly string[] },
  diagnoses: readonly Diagnosis[],
  calls: number
): TableBody {
  const texts = [...first, ...(diagnoses.length === 0 ? [nothingWrong(calls)] : diagnoses.map(sentences)), ...last];
  return {
    name: 'Triage in words',
    type: 'table',
    visualization: 'table',
    columns: [{ type: 'text', holds: 'text', name: 'text', prose: true, values: texts }],
  };
}

function nothingWrong(calls: number): string {
  return calls === 0 ? 'This time range has no calls.' : `None of the ${number(calls)} calls has one of the results to explain.`;
}

function sentences(diagnosis: Diagnosis): string {
  const { result, calls, of, codes, outliers } = diagnosis;
  const { means, check } = adviceFor(diagnosis);
  const named = codes.slice(0, MAX_NAMED).map((row) => `${codeName(row)} (${number(row.calls)})`);
  const where = outliers
    .slice(0, MAX_NAMED)
    .map(
      ({ dimension, value, calls: some, of: all, lift }) =>
        `${dimension} ${valueName(value)} (${number(some)} of its ${number(all)} calls, ${lift.toFixed(1)} times the average)`
    );
  return [
    `${number(calls)} of ${number(of)} calls (${percentText(calls / of)}) ended as ${result}: ${named.join(', ')}${codes.length > MAX_NAMED ? ' and others' : ''}.`,
    where.length === 0 ? 'No value of the dimensions stands out.' : `Stands out: ${where.join('; ')}.`,
    `Usually: ${means}`,
    `Check first: ${check}`,
  ].join(' ');
}

/** The code's advice where one code makes up most of the result, else the result's. */
function adviceFor({ result, calls, codes }: Diagnosis): Advice {
  const [first] = codes;
  const ofCode = first !== undefined && first.code !== null && first.calls > calls / 2 ? codeAdvice(first.code) : null;
  return ofCode ?? RESULT_ADVICE[result];
}

function codeName({ code, word }: CodeRow): string {
  if (code === null) {
    return word === null ? 'no code' : identifierText(word);
  }
  const phrase = reasonPhrase(code)?.phrase;
  return phrase === undefined ? String(code) : `${code} ${phrase}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
