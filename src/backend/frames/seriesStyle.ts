import { dashOf } from '../../domain/seriesLooks';
import type { Column } from '../queries/after/tables/table';
import type { FieldConfig } from './frame';

/** How opaque the band between two bounds is, percent. */
const BAND_OPACITY = 15;

/** Grafana's names of colors, in the order of its classic palette. */
const PALETTE = [
  ...['green', 'semi-dark-yellow', 'blue', 'orange', 'red', 'purple'],
  ...['dark-green', 'dark-yellow', 'dark-blue', 'dark-orange', 'dark-red', 'dark-purple'],
  ...['super-light-green', 'super-light-yellow', 'super-light-blue', 'super-light-orange', 'super-light-red', 'super-light-purple'],
];

/** How a column over time is drawn, beyond what the panel says: its line, or the edge of a band. */
export function seriesStyle(column: Column): FieldConfig {
  if (column.type !== 'number') {
    return {};
  }
  const { band, family, variant = 0 } = column;
  const dash = dashOf(variant);
  return {
    // What belongs together has one color, which only a fixed one can be.
    ...(family === undefined ? {} : { color: { mode: 'fixed', fixedColor: PALETTE[family % PALETTE.length] ?? 'text' } }),
    ...(band === undefined ? {} : { custom: edgeOf(band) }),
    ...(dash.length === 0 ? {} : { custom: { lineStyle: { fill: 'dash', dash } } }),
  };
}

/** An edge has no line; the upper one fills the band down to the lower one, which Grafana finds by its name to show. */
function edgeOf({ downTo }: NonNullable<Extract<Column, { type: 'number' }>['band']>): FieldConfig['custom'] {
  return {
    drawStyle: 'line',
    lineWidth: 0,
    showPoints: 'never',
    ...(downTo === null ? { fillOpacity: 0 } : { fillOpacity: BAND_OPACITY, fillBelowTo: downTo }),
    hideFrom: { legend: true, tooltip: false, viz: false },
  };
}
