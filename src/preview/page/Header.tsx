import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { TimeRangePicker, ToolbarButton, useStyles2 } from '@grafana/ui';
import type { ThemeChoice } from './ThemedPage';
import type { TimeControl } from './useTime';

interface Props {
  /** Which records are shown. */
  readonly title: string;
  readonly time: TimeControl;
  readonly theme: ThemeChoice;
  onRefresh(): void;
}

/** The bar on top: what is shown, the time range, and how. */
export function Header({ title, time, theme, onRefresh }: Props) {
  const styles = useStyles2(getStyles);
  const other = theme.mode === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.bar}>
      <img src="/logo.svg" alt="" width={32} height={32} />
      <div className={styles.names}>
        <h1 className={styles.product}>Call Result</h1>
        <span className={styles.title} title={title}>
          {title}
        </span>
      </div>
      <div className={styles.tools}>
        <ToolbarButton
          icon="calendar-alt"
          variant="canvas"
          tooltip="Show the time range of all records"
          aria-label="Whole time"
          onClick={time.showAll}
        />
        <TimeRangePicker
          value={time.range}
          timeZone={time.timeZone}
          onChange={time.setRange}
          onChangeTimeZone={time.setTimeZone}
          onMoveBackward={() => time.move(-1)}
          onMoveForward={() => time.move(1)}
          onZoom={time.zoomOut}
          isOnCanvas
          weekStart="monday"
        />
        <ToolbarButton icon="sync" variant="canvas" tooltip="Refresh" aria-label="Refresh" onClick={onRefresh} />
        <ToolbarButton
          icon="adjust-circle"
          variant="canvas"
          tooltip={`Use the ${other} theme`}
          aria-label={`Use the ${other} theme`}
          onClick={theme.toggle}
        />
      </div>
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 3, 1),
    background: theme.colors.background.primary,
  }),
  names: css({ minWidth: 0, flex: '1 1 200px' }),
  product: css({ margin: 0, fontSize: theme.typography.h4.fontSize, lineHeight: 1.25 }),
  title: css({
    display: 'block',
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  tools: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
});
