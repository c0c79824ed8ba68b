import type { Store } from '../store';

/** What a store tells beside its answers, for a decorator that changes answers alone; what the store cannot tell is absent. */
export function beyondAnswers(store: Store): Pick<Store, 'version' | 'changes' | 'arrivals'> {
  return {
    ...(store.version === undefined ? {} : { version: store.version.bind(store) }),
    ...(store.changes === undefined ? {} : { changes: store.changes.bind(store) }),
    ...(store.arrivals === undefined ? {} : { arrivals: store.arrivals.bind(store) }),
  };
}
