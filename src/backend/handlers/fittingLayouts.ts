import { CallResultError } from '../../domain/errors';
import { LAYOUTS } from '../../domain/layouts/layouts';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import type { DataSource } from './dataSource';

/** Whoever has just connected their records learns from a failure which layout these fit, if it is not the one that is set. */
export async function withFittingLayouts<T>({ settings, recognize }: DataSource, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CallResultError && error.kind === 'settings')) {
      throw error;
    }
    // Where the records cannot be looked at either, the first failure says why.
    const fitting = await recognize(signal).catch(() => []);
    throw fitting.length === 0 || fitting.some(({ layout }) => layout === settings.layout)
      ? error
      : new CallResultError('settings', `${error.message} ${advice(fitting)}`, { cause: error });
  }
}

function advice(fitting: readonly RecognizedLayout[]): string {
  const layouts = fitting.map(({ layout, found }) => `${LAYOUTS[layout].title} (${found.slice(0, 2).join(', ')})`);
  return layouts.length === 1
    ? `The records fit the layout ${layouts[0]}: choose it, and save again.`
    : `The records fit the layouts ${layouts.join(', ')}: choose one of them, and save again.`;
}
