import type { DataFrame, Field } from '@grafana/data';
import { FieldType } from '@grafana/data';
import { AxisPlacement, BarAlignment, GraphDrawStyle, StackingMode, VisibilityMode } from '@grafana/schema';

const BARS = { drawStyle: GraphDrawStyle.Bars, lineWidth: 0, showPoints: VisibilityMode.Never, axisGridShow: true } as const;

/** Numbers of calls add up, and so do the shares of all results. */
const STACKED = {
  ...BARS,
  barAlignment: BarAlignment.After,
  barWidthFactor: 0.92,
  barMaxWidth: 60,
  fillOpacity: 90,
  stacking: { mode: StackingMode.Normal, group: 'A' },
} as const;

const LINES = {
  drawStyle: GraphDrawStyle.Line,
  lineWidth: 2,
  fillOpacity: 0,
  showPoints: VisibilityMode.Auto,
  pointSize: 5,
  axisGridShow: true,
} as const;

/** A bar of full height per verdict; the color says which. */
const VERDICTS = {
  ...BARS,
  barAlignment: BarAlignment.Center,
  barWidthFactor: 0.6,
  barMaxWidth: 14,
  fillOpacity: 100,
  axisPlacement: AxisPlacement.Hidden,
} as const;

/** How a panel would draw a field of a `timeseries-wide` frame. */
export function seriesStyle(frame: DataFrame): typeof STACKED | typeof LINES | typeof VERDICTS {
  const numbers = frame.fields.filter(({ type }) => type === FieldType.number);
  if (numbers.some(isVerdict)) {
    return VERDICTS;
  }
  return numbers.every(addsUp) ? STACKED : LINES;
}

export function isVerdict({ type, config }: Field): boolean {
  return type === FieldType.number && (config.mappings ?? []).length > 0;
}

function addsUp({ name, labels = {} }: Field): boolean {
  const isDivided = Object.keys(labels).some((label) => label !== 'result');
  return name === 'calls' || name === 'rate' || (name === 'share' && !isDivided);
}
