import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

/** A part of a folded section, with a heading of the level below. */
export function SubSection({ title, description, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <h3 className={styles.title}>{title}</h3>
      {description !== undefined && <p className={styles.description}>{description}</p>}
      {children}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.body, fontWeight: theme.typography.fontWeightMedium, marginBottom: theme.spacing(1) }),
  description: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
