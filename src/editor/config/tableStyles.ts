import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** The plain table that the sections of the configuration share. */
export const getTableStyles = (theme: GrafanaTheme2) => ({
  table: css({
    borderCollapse: 'collapse',
    'th, td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'left', verticalAlign: 'middle' },
    th: { ...theme.typography.bodySmall, color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium },
  }),
  /** A name as it is in the records. */
  code: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, margin: 0 }),
  meaning: css({ color: theme.colors.text.secondary }),
});
