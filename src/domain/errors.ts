/** Where a failure comes from; decides the HTTP-like status and the error source that Grafana is told. */
export type FailureKind = 'query' | 'settings' | 'store' | 'timeout' | 'importing' | 'cancelled' | 'plugin';

/**
 * An error whose message is meant for the person at the dashboard: what is wrong, and how to repair it.
 * `query`: the query asks for something impossible. `settings`: the data source is set up wrongly.
 * `store`: the records could not be read. `timeout`, `cancelled`: the statement was stopped. `importing`: files are still being read. `plugin`: our own fault.
 */
export class CallResultError extends Error {
  override readonly name = 'CallResultError';

  constructor(
    readonly kind: FailureKind,
    message: string,
    options?: { cause?: unknown }
  ) {
    super(message, options);
  }
}

/** A `store` error of a database that is not there at all: stopped, or behind a broken network. */
export class UnreachableError extends CallResultError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('store', message, options);
  }
}
