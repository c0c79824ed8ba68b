import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Fields for PEM text: its 64 characters a line fit. */
export const getPemStyles = (theme: GrafanaTheme2) => ({
  text: css({
    width: theme.spacing(75),
    maxWidth: '100%',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
