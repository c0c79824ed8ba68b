import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** A calm table: figures right-aligned and of equal width, a thin line between rows. */
export const getTableStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflow: 'auto', maxHeight: '100%' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left', verticalAlign: 'middle', whiteSpace: 'nowrap' },
    'th:first-child, td:first-child': { paddingLeft: 0 },
    'th:last-child, td:last-child': { paddingRight: 0 },
    th: {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      background: theme.colors.background.primary,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    'tbody tr:hover': { background: theme.colors.action.hover },
  }),
  figure: css({ '&&': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }),
  faint: css({ color: theme.colors.text.secondary }),
  wide: css({ width: '40%', minWidth: 90 }),
});
