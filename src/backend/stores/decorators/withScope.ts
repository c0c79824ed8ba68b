import { CallResultError } from '../../../domain/errors';
import type { ListFilter } from '../../../domain/filters';
import { recordText } from '../../../domain/recordText';
import type { AnswerFacts } from '../answer';
import type { ValueFilter } from '../question';
import type { Asker, Store, StoreAnswer, StoreQuestion } from '../store';

const HIDDEN = 'one that is not shown here';

/**
 * The same store, which answers from calls within the scope alone: its conditions stand beside those of every
 * question, so that nothing that is asked can widen them. Examples of unreadable rows, which may be anybody's, are hidden.
 */
export function withScope(store: Store, scope: readonly ListFilter[]): Store {
  if (scope.length === 0) {
    return store;
  }
  const always = scope.map(({ dimension, operator, values }): ValueFilter => ({
    dimension,
    includes: operator === '=' || operator === 'in',
    values,
  }));
  let known = false;
  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal, asker?: Asker): Promise<StoreAnswer<Q>> {
      // Names of columns are nobody's records, and are what a scope is corrected by.
      if (question.kind === 'columns') {
        return store.ask(question, signal, asker);
      }
      if (!known) {
        await refuseUnknownDimensions(store, always, signal);
        known = true;
      }
      const filters = [...always, ...(question.filters ?? [])];
      return withoutExamples(await store.ask({ ...question, filters }, signal, asker));
    },
    close: () => store.close(),
  };
}

/** A scope that cannot be applied must not be taken for a fault of the query. */
async function refuseUnknownDimensions(store: Store, scope: readonly ValueFilter[], signal: AbortSignal): Promise<void> {
  const { dimensions } = await store.ask({ kind: 'shape' }, signal);
  const unknown = scope.find(({ dimension }) => !dimensions.includes(dimension));
  if (unknown !== undefined) {
    throw new CallResultError(
      'settings',
      `scope: unknown dimension "${unknown.dimension}". Available: ${dimensions.join(', ')}. Queries return no data until you correct the data source's settings.`
    );
  }
}

function withoutExamples<A extends AnswerFacts>(answer: A): A {
  const hide = <T extends object>(told: T): T => ('example' in told ? { ...told, example: recordText(HIDDEN) } : told);
  const { reasons, doubts } = answer.unread;
  return {
    ...answer,
    unread: { ...answer.unread, reasons: reasons.map(hide), ...(doubts === undefined ? {} : { doubts: doubts.map(hide) }) },
  };
}
