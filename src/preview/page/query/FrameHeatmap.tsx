import { css } from '@emotion/css';
import { type DataFrame, dateTimeFormat, FieldType, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatCount } from '../parts/numbers';

interface Props {
  readonly frame: DataFrame;
  readonly timeZone: string;
  /** CSS pixels. */
  readonly height: number;
}

/** A `heatmap-rows` frame: time to the right, classes upwards, the more calls the stronger; empty classes at both ends are cut off. */
export function FrameHeatmap({ frame, timeZone, height }: Props) {
  const styles = useStyles2(getStyles);
  const times = (frame.fields.find(({ type }) => type === FieldType.time)?.values ?? []) as readonly number[];
  const classes = filledClasses(frame);
  const max = Math.max(1, ...classes.flatMap(({ calls }) => calls));
  const timeText = (time: number | undefined) => (time === undefined ? '' : dateTimeFormat(time, { timeZone, format: 'YYYY-MM-DD HH:mm' }));
  return (
    <figure className={styles.figure}>
      <div className={styles.plot} style={{ height }}>
        <div className={styles.bounds}>
          {[...classes].reverse().map(({ bound }, index) => (
            <span key={bound}>{index % Math.ceil(classes.length / 8) === 0 ? bound : ''}</span>
          ))}
        </div>
        <svg
          className={styles.cells}
          viewBox={`0 0 ${times.length} ${classes.length}`}
          preserveAspectRatio="none"
          role="img"
          aria-label="Calls by class and time"
        >
          {classes.flatMap(({ bound, calls }, row) =>
            calls.map((count, column) =>
              count > 0 ? (
                <rect
                  key={`${bound} ${column}`}
                  x={column}
                  y={classes.length - 1 - row}
                  width={1}
                  height={1}
                  fillOpacity={0.08 + 0.92 * Math.sqrt(count / max)}
                >
                  <title>{`until ${timeText(times[column])}, up to ${bound}: ${formatCount(count)} calls`}</title>
                </rect>
              ) : null
            )
          )}
        </svg>
      </div>
      <figcaption className={styles.times}>
        <span>{timeText(begin(times))}</span>
        <span>{timeText(times.at(-1))}</span>
      </figcaption>
    </figure>
  );
}

interface Class {
  /** Its upper bound, in words. */
  readonly bound: string;
  readonly calls: readonly number[];
}

/** Times are the ends of their buckets; the first begins where one before it would have ended. */
function begin([first, second]: readonly number[]): number | undefined {
  return first === undefined || second === undefined ? first : first - (second - first);
}

function filledClasses(frame: DataFrame): Class[] {
  const classes = frame.fields
    .filter(({ type }) => type === FieldType.number)
    .map(({ labels, name, values }) => ({ bound: milliseconds(labels?.['le'] ?? name), calls: values as readonly number[] }));
  const filled = classes.map(({ calls }) => calls.some((count) => count > 0));
  return classes.slice(Math.max(0, filled.indexOf(true)), filled.lastIndexOf(true) + 1);
}

function milliseconds(bound: string): string {
  const number = Number(bound);
  return Number.isFinite(number) ? (number < 1000 ? `${number} ms` : `${number / 1000} s`) : bound;
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ margin: 0 }),
  plot: css({ display: 'flex', gap: theme.spacing(1) }),
  bounds: css({
    display: 'flex',
    flexDirection: 'column',
    minWidth: 56,
    textAlign: 'right',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    span: { flex: '1 1 0', minHeight: 0, display: 'flex', alignItems: 'center', justifyContent: 'flex-end', overflow: 'visible' },
  }),
  cells: css({
    flex: 1,
    minWidth: 0,
    height: '100%',
    fill: theme.visualization.getColorByName('blue'),
    background: theme.colors.background.secondary,
  }),
  times: css({
    display: 'flex',
    justifyContent: 'space-between',
    paddingLeft: 64,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
