import type { AnswerFacts } from '../../answer';
import type { Store } from '../../store';
import type { Part } from './part';

/** What was run just now, and the statement behind most of what is kept. */
export async function factsOf(
  store: Store,
  ran: readonly AnswerFacts[],
  kept: readonly Part[],
  isLasting: boolean,
  signal: AbortSignal
): Promise<AnswerFacts> {
  const [largest] = [...kept].sort((one, other) => other.bytes - one.bytes);
  // As long as the records are the same, so are those that cannot be read.
  const { unread } = ran.at(-1) ?? (isLasting ? largest?.facts : undefined) ?? (await store.ask({ kind: 'shape' }, signal));
  const told: readonly AnswerFacts[] = [...ran, ...(largest === undefined ? [] : [largest.facts])];
  const statements = told.flatMap((facts) => facts.statements ?? [{ statement: facts.statement, parameters: facts.parameters }]);
  return {
    statement: statements.map(({ statement }) => statement).join(';\n\n'),
    parameters: [],
    statements,
    statementMs: ran.reduce((sum, { statementMs }) => sum + statementMs, 0),
    unread,
    origin: {
      records: [...new Set([...told, ...kept.map(({ facts }) => facts)].flatMap(({ origin }) => origin.records))],
      rollup: told.map(({ origin }) => origin.rollup).find((rollup) => rollup !== null) ?? null,
    },
    ...(kept.length === 0 ? {} : { keptSince: Math.min(...kept.map(({ askedAt }) => askedAt)) }),
  };
}
