import { CallResultError } from '../../../../domain/errors';
import type { Layout } from '../../../../domain/layouts/layout';
import type { CallsSource } from '../callsSource';

/** @throws CallResultError `query` if the records do not tell which calls took more than one attempt: why */
export function refuseMissingRetries({ retried }: CallsSource, { name, attempts }: Layout): void {
  if (retried === null) {
    const why = 'refused' in attempts ? attempts.refused : 'a row is an attempt, and calls are not put together from them';
    throw new CallResultError(
      'query',
      `ratios: retry rescue needs calls that are merged from their attempts, which records of the layout ${name} do not give: ${why}. Ask for another ratio.`
    );
  }
}
