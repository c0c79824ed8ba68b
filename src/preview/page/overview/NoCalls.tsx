import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';

/** What is shown in place of empty panels. */
export function NoCalls({ onShowAll }: { onShowAll(): void }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      <h2 className={styles.title}>No calls here</h2>
      <p>No calls match the filters in this time range.</p>
      <Button variant="secondary" icon="history" onClick={onShowAll}>
        Show the time range of all records
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    justifyItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(10, 2),
    border: `1px dashed ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.lg,
    color: theme.colors.text.secondary,
  }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize, color: theme.colors.text.primary }),
});
