import {
  AxisPlacement,
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TableCellHeight,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import type { DynamicConfigValue, GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { SOURCE } from './source';

/** Where a panel is on the grid of 24 columns. */
export const at = (x: number, y: number, w: number, h: number): GridPos => ({ x, y, w, h });

/** What a panel is called, and how its numbers are read. */
export interface PanelTexts {
  readonly title: string;
  readonly description: string;
}

/** Room for as many points as a bar needs to be seen. */
const BARS = 120;
const LINES = 200;

/** The newest number of each field. */
export const newest = (fields = '') => new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields(fields).values(false);

/** A number of each row, which may be named by what else is in the row. */
export const ofRow = (fields = '') => new ReduceDataOptionsBuilder().calcs([]).fields(fields).values(true);

/** A number of each field, as large as the panel allows. */
export const stat = ({ title, description }: PanelTexts) =>
  new Stat()
    .title(title)
    .description(description)
    .datasource(SOURCE)
    .reduceOptions(newest())
    .colorMode(BigValueColorMode.None)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .wideLayout(false);

/** A row for each field, the number beside its name. */
export const barGauge = ({ title, description }: PanelTexts) =>
  new BarGauge()
    .title(title)
    .description(description)
    .datasource(SOURCE)
    .reduceOptions(newest())
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Left)
    .showUnfilled(true);

const legendBelow = () =>
  new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]);

const overTime = ({ title, description }: PanelTexts) =>
  new TimeSeries()
    .title(title)
    .description(description)
    .datasource(SOURCE)
    .legend(legendBelow())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.None))
    .axisPlacement(AxisPlacement.Auto)
    .showPoints(VisibilityMode.Never);

/** Results that add up to all calls. */
export const stackedBars = (texts: PanelTexts) =>
  overTime(texts)
    .maxDataPoints(BARS)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(80)
    .lineWidth(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));

/** Ratios and timings, with a gap where there were no calls. */
export const lines = (texts: PanelTexts) =>
  overTime(texts)
    .maxDataPoints(LINES)
    .drawStyle(GraphDrawStyle.Line)
    .lineInterpolation(LineInterpolation.Linear)
    .lineWidth(2)
    .fillOpacity(0)
    .spanNulls(false);

export const table = ({ title, description }: PanelTexts) =>
  new Table().title(title).description(description).datasource(SOURCE).showHeader(true).cellHeight(TableCellHeight.Sm);

/** Of a column of a table, in pixels. */
export const width = (pixels: number): DynamicConfigValue => ({ id: 'custom.width', value: pixels });

/** The same precision in every row: 97.5% above 0.4%, not above 0.417%. */
export const ONE_DECIMAL: DynamicConfigValue = { id: 'decimals', value: 1 };
