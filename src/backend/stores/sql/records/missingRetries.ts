import { CallResultError } from '../../../../domain/errors';
import type { Layout } from '../../../../domain/layouts/layout';
import type { CallsSource } from '../callsSource';

/** @throws CallResultError `query` if the records do not tell which calls took more than one attempt: why */
export function refuseMissingRetries({ retried }: CallsSource, { name, attempts }: Layout): void {
  if (retried === null) {
    const why = 'refused' in attempts ? attempts.refused : 'a row is an attempt, and attempts are not merged into calls';
    throw new CallResultError('query', `ratios: retry rescue is not available in layout ${name}: ${why}. Choose another ratio.`);
  }
}
