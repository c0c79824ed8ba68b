import { CallResultError } from '../../../../domain/errors';
import type { CallResultSettings } from '../../../../domain/settings';
import type { Timing } from '../../../../domain/timings';
import type { Layout } from '../../../../domain/layouts/layout';
import type { CallsSource } from '../callsSource';
import { mappedName, timingColumns } from './columnNames';

/** @throws CallResultError `query` if the records do not have a timing: what is missing, and what is available. */
export function refuseMissingTiming(timing: Timing, source: CallsSource, layout: Layout, settings: CallResultSettings): void {
  if (source.timings.has(timing)) {
    return;
  }
  const others = [...source.timings.keys()];
  const instead = others.length === 0 ? '' : ` Available: ${others.join(', ')}.`;
  const [reading] = layout.timings[timing] ?? [];
  const column = reading === undefined ? undefined : timingColumns(reading)[0];
  if (column === undefined) {
    throw new CallResultError('query', `Timing "${timing}" is not available in layout ${layout.name}.${instead}`);
  }
  throw new CallResultError(
    'query',
    `Timing "${timing}" needs the column "${mappedName(settings, column)}", which the records do not have.${instead} To use it, enter the column under columns: {"${column}": "…"} in the data source settings.`
  );
}
