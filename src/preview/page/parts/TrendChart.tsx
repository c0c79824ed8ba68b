import { type AbsoluteTimeRange, type DataFrame, FieldType, getDisplayProcessor, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import {
  BarAlignment,
  GraphDrawStyle,
  LegendDisplayMode,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';
import { TimeSeries, TooltipPlugin, useTheme2, ZoomPlugin } from '@grafana/ui';
import { useMemo } from 'react';
import { useWidth } from './useWidth';

interface Props {
  readonly frame: DataFrame;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly height: number;
  readonly legend?: boolean;
  onZoom(range: AbsoluteTimeRange): void;
}

/** A `timeseries-wide` frame as stacked bars in its own colours; a stretch drawn with the mouse becomes the time range. */
export function TrendChart({ frame, range, timeZone, height, legend = false, onZoom }: Props) {
  const theme = useTheme2();
  const [box, width] = useWidth<HTMLDivElement>();
  const frames = useMemo(() => [drawable(frame, theme, timeZone)], [frame, theme, timeZone]);
  return (
    <div ref={box} style={{ height, minWidth: 0 }}>
      {width > 0 && (
        <TimeSeries
          frames={frames}
          width={width}
          height={height}
          timeRange={range}
          timeZone={timeZone}
          legend={{ showLegend: legend, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] }}
        >
          {(config, aligned) => (
            <>
              <ZoomPlugin config={config} onZoom={onZoom} />
              <TooltipPlugin config={config} data={aligned} frames={frames} mode={TooltipDisplayMode.Multi} timeZone={timeZone} />
            </>
          )}
        </TimeSeries>
      )}
    </div>
  );
}

const DRAWN = {
  drawStyle: GraphDrawStyle.Bars,
  barAlignment: BarAlignment.After,
  barWidthFactor: 0.92,
  barMaxWidth: 60,
  fillOpacity: 90,
  lineWidth: 0,
  showPoints: VisibilityMode.Never,
  stacking: { mode: StackingMode.Normal, group: 'A' },
  axisGridShow: true,
} as const;

/** How a panel would set its fields up; the values stay as they came. */
function drawable(frame: DataFrame, theme: GrafanaTheme2, timeZone: string): DataFrame {
  const fields = frame.fields.map((field) => {
    const config = field.type === FieldType.number ? { ...field.config, custom: DRAWN } : field.config;
    return { ...field, config, display: getDisplayProcessor({ field: { ...field, config }, theme, timeZone }) };
  });
  return { ...frame, fields };
}
