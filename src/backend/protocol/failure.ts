import { ResponseError } from './plugin';
import type { ErrorSource } from './plugin';

/** What Grafana is told of an error. */
export interface Failure {
  /** An HTTP status code. */
  readonly status: number;
  readonly source: ErrorSource;
  readonly message: string;
}

/** A ResponseError speaks for itself; whatever else was thrown is a fault of the plugin. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ResponseError) {
    return { status: error.status, source: error.source, message: error.message };
  }
  return { status: 500, source: 'plugin', message: messageOf(error) };
}

export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === '' ? "An unknown error occurred. See the plugin's log." : message;
}
