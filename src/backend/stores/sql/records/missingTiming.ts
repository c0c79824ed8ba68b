import { CallResultError } from '../../../../domain/errors';
import type { CallResultSettings } from '../../../../domain/settings';
import { type Timing, TIMING_FACTS } from '../../../../domain/timings';
import type { Layout } from '../../../../domain/layouts/layout';
import type { CallsSource } from '../callsSource';
import { mappedName, timingColumns } from './columnNames';

/** @throws CallResultError `query` if the records do not tell a timing: what is missing, and where it could come from. */
export function refuseMissingTiming(timing: Timing, source: CallsSource, layout: Layout, settings: CallResultSettings): void {
  if (source.timings.has(timing)) {
    return;
  }
  const { title } = TIMING_FACTS[timing];
  const wanted = `timings: ${timing}${title === timing ? '' : ` (${title})`}`;
  const others = [...source.timings.keys()];
  const instead = others.length === 0 ? '' : ` These records tell ${others.join(', ')}.`;
  const [reading] = layout.timings[timing] ?? [];
  const column = reading === undefined ? undefined : timingColumns(reading)[0];
  if (column === undefined) {
    throw new CallResultError(
      'query',
      `${wanted} is nothing that records of the layout ${layout.name} tell.${instead} Ask for a timing of a data source whose layout has it, such as calls.`
    );
  }
  throw new CallResultError(
    'query',
    `${wanted} needs the column "${mappedName(settings, column)}", which these records do not have.${instead} Name the column that holds it under columns: {"${column}": "…"} in the data source settings.`
  );
}
