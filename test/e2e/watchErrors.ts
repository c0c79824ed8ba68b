import type { Page } from '@playwright/test';

interface Answer {
  readonly results?: Readonly<Record<string, { readonly error?: string }>>;
}

/** Collects what goes wrong on a page: what it throws, and queries that fail. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('/api/ds/query') && !/\/panels\/\d+\/query$/.test(new URL(response.url()).pathname)) {
      return;
    }
    response.json().then(
      (answer: Answer) => {
        const failed = Object.entries(answer.results ?? {}).filter(([, { error }]) => error !== undefined);
        errors.push(...failed.map(([refId, { error }]) => `${refId}: ${String(error)}`));
        if (!response.ok() && failed.length === 0) {
          errors.push(`${response.status()} ${response.url()}`);
        }
      },
      // A query that the page cancelled has no body.
      () => undefined
    );
  });
  return errors;
}
