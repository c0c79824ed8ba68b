import { css } from '@emotion/css';
import { type DataFrame, FieldType, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Notices } from '../parts/Notices';
import { isVerdict } from '../parts/seriesStyle';
import { TrendChart } from '../parts/TrendChart';
import type { TimeControl } from '../useTime';
import { FrameBars } from './FrameBars';
import { FrameHeatmap } from './FrameHeatmap';
import { FrameTable } from './FrameTable';
import { FrameText } from './FrameText';

interface Props {
  readonly frame: DataFrame;
  readonly time: TimeControl;
  /** CSS pixels. */
  readonly chartHeight?: number;
  /** Above the frame, where there are several. */
  readonly title?: string | undefined;
}

/** A yes or no needs no height to be read from. */
const VERDICT_HEIGHT = 130;

/** A frame in the form that its type asks for. */
export function FrameView({ frame, time, chartHeight = 340, title }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {title !== undefined && <h3 className={styles.title}>{title}</h3>}
      <Notices frame={frame} />
      <Drawn frame={frame} time={time} chartHeight={chartHeight} />
    </>
  );
}

function Drawn({ frame, time, chartHeight }: Required<Pick<Props, 'frame' | 'time' | 'chartHeight'>>) {
  const type: string | undefined = frame.meta?.type;
  if (type === 'timeseries-wide') {
    const height = frame.fields.some(isVerdict) ? VERDICT_HEIGHT : chartHeight;
    return <TrendChart frame={frame} range={time.range} timeZone={time.timeZone} height={height} legend onZoom={time.zoomTo} />;
  }
  if (type === 'numeric-wide') {
    return <FrameBars frame={frame} />;
  }
  if (type === 'heatmap-rows') {
    return <FrameHeatmap frame={frame} timeZone={time.timeZone} height={chartHeight} />;
  }
  return isText(frame) ? <FrameText frame={frame} /> : <FrameTable frame={frame} timeZone={time.timeZone} />;
}

/** One field of sentences, as panels for text take it. */
function isText({ fields }: DataFrame): boolean {
  const [field] = fields;
  return fields.length === 1 && field?.type === FieldType.string && field.name === 'text';
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    margin: theme.spacing(1.5, 0, 0.5),
    '&:first-child': { marginTop: 0 },
  }),
});
