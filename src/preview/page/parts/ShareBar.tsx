import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

export interface BarPart {
  readonly key: string;
  readonly color: string;
  /** 0 to 1 of the bar's length. */
  readonly part: number;
  readonly title?: string;
}

/** A horizontal bar of one or more colored parts; figures stand beside it, so it is silent to screen readers. */
export function ShareBar({ parts, thick = false }: { readonly parts: readonly BarPart[]; readonly thick?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.track} style={{ height: thick ? 16 : 8 }} aria-hidden>
      {parts
        .filter(({ part }) => part > 0)
        .map(({ key, color, part, title }) => (
          <div key={key} className={styles.part} style={{ width: `${part * 100}%`, background: color }} title={title} />
        ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  track: css({
    display: 'flex',
    width: '100%',
    overflow: 'hidden',
    borderRadius: theme.shape.radius.sm,
    background: theme.colors.action.hover,
  }),
  part: css({
    minWidth: 2,
    [theme.transitions.handleMotion('no-preference')]: { transition: 'width 200ms ease-out' },
    '& + &': { borderLeft: `1px solid ${theme.colors.background.primary}` },
  }),
});
