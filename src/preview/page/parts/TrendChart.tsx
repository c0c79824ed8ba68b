import {
  type AbsoluteTimeRange,
  type DataFrame,
  FieldColorModeId,
  FieldType,
  getDisplayProcessor,
  type GrafanaTheme2,
  type TimeRange,
} from '@grafana/data';
import { LegendDisplayMode, TooltipDisplayMode } from '@grafana/schema';
import { TimeSeries, TooltipPlugin, useTheme2, ZoomPlugin } from '@grafana/ui';
import { useMemo } from 'react';
import { isVerdict, seriesStyle } from './seriesStyle';
import { useWidth } from './useWidth';
import { verdictFields } from './verdictFields';

interface Props {
  readonly frame: DataFrame;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly height: number;
  readonly legend?: boolean;
  onZoom(range: AbsoluteTimeRange): void;
}

/** A `timeseries-wide` frame as bars or lines in its own colors; a stretch drawn with the mouse becomes the time range. */
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

/** How a panel would set its fields up; the values stay as they came. */
function drawable(frame: DataFrame, theme: GrafanaTheme2, timeZone: string): DataFrame {
  const custom = seriesStyle(frame);
  const fields = frame.fields
    .flatMap((field) => (isVerdict(field) ? verdictFields(field) : [field]))
    .map((field, index) => {
      const colored = { color: { mode: FieldColorModeId.PaletteClassic }, ...field.config };
      const config =
        field.type === FieldType.number
          ? { ...colored, custom: { ...custom, ...(field.config.custom as object | undefined) } }
          : field.config;
      // The palette begins at the first number, behind the time.
      const drawn = { ...field, config, state: { ...field.state, seriesIndex: index - 1 } };
      return { ...drawn, display: getDisplayProcessor({ field: drawn, theme, timeZone }) };
    });
  return { ...frame, fields };
}
