import type { AnswerFacts, Unread } from '../../answer';
import type { Store } from '../../store';
import type { Part } from './part';

/**
 * What was run just now, and the statement behind most of what is kept.
 * @param known which records cannot be read; null if that may have changed
 */
export async function factsOf(
  store: Store,
  ran: readonly AnswerFacts[],
  kept: readonly Part[],
  known: Unread | null,
  signal: AbortSignal
): Promise<AnswerFacts> {
  const [largest] = [...kept].sort((one, other) => other.bytes - one.bytes);
  const unread = ran.at(-1)?.unread ?? known ?? (await store.ask({ kind: 'shape' }, signal)).unread;
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
