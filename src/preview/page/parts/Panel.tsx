import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LoadingBar, useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';
import { useWidth } from './useWidth';

interface Props {
  readonly title: string;
  /** One faint sentence beside the title. */
  readonly hint?: string;
  readonly actions?: ReactNode;
  readonly loading?: boolean;
  readonly children: ReactNode;
}

/** A titled surface with one thing on it. */
export function Panel({ title, hint, actions, loading = false, children }: Props) {
  const styles = useStyles2(getStyles);
  const titleId = useId();
  const [panel, width] = useWidth<HTMLElement>();
  return (
    <section className={styles.panel} aria-labelledby={titleId} aria-busy={loading} ref={panel}>
      <div className={styles.loading}>{loading && <LoadingBar width={width} />}</div>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={styles.content}>{children}</div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.lg,
    overflow: 'hidden',
  }),
  loading: css({ position: 'absolute', inset: '0 0 auto 0', height: 1 }),
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(6),
    padding: theme.spacing(1, 1.5, 0.5, 2),
  }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' }),
  hint: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  actions: css({ marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  content: css({ flex: 1, minWidth: 0, padding: theme.spacing(0.5, 2, 2, 2) }),
});
