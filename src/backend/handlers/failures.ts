import { CallResultError, type FailureKind } from '../../domain/errors';
import { ResponseError, type ErrorSource } from '../protocol/plugin';

/**
 * What Grafana is told of each kind of failure. Grafana's operators count errors of source `plugin` against the plugin,
 * so only our own faults are; a query or a data source that is wrongly set up comes from its author, `downstream`.
 */
const ANSWERS: Readonly<Record<FailureKind, { readonly status: number; readonly source: ErrorSource }>> = {
  query: { status: 400, source: 'downstream' },
  settings: { status: 400, source: 'downstream' },
  store: { status: 502, source: 'downstream' },
  timeout: { status: 504, source: 'downstream' },
  importing: { status: 503, source: 'downstream' },
  cancelled: { status: 499, source: 'downstream' },
  plugin: { status: 500, source: 'plugin' },
};

/** Gives our own errors their status; whatever else was thrown stays as it is, which the protocol takes for a fault. */
export function asResponseError(error: unknown): unknown {
  if (!(error instanceof CallResultError)) {
    return error;
  }
  const { status, source } = ANSWERS[error.kind];
  return new ResponseError(status, source, error.message, { cause: error });
}

/** The kind of any error, for metrics. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof CallResultError) {
    return error.kind;
  }
  return error instanceof ResponseError && error.status < 500 ? 'query' : 'plugin';
}
