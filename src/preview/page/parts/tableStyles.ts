import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** A shadow at each side beyond which a table goes on: two covers move with the table, two shadows stay. */
function sideShadows({ colors, isDark }: GrafanaTheme2) {
  const [cover, shadow] = [colors.background.primary, isDark ? 'rgba(204, 204, 220, 0.28)' : 'rgba(36, 41, 46, 0.22)'];
  return {
    backgroundImage: [
      `linear-gradient(to right, ${cover} 40%, transparent)`,
      `linear-gradient(to left, ${cover} 40%, transparent)`,
      `radial-gradient(farthest-side at 0 50%, ${shadow}, transparent)`,
      `radial-gradient(farthest-side at 100% 50%, ${shadow}, transparent)`,
    ].join(', '),
    backgroundPosition: 'left center, right center, left center, right center',
    backgroundSize: '40px 100%, 40px 100%, 14px 100%, 14px 100%',
    backgroundRepeat: 'no-repeat',
    backgroundAttachment: 'local, local, scroll, scroll',
  };
}

/** A calm table: figures right-aligned and of equal width, a thin line between rows. */
export const getTableStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflow: 'auto', maxHeight: '100%', ...sideShadows(theme) }),
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
  /** A bar beside figures that say the same; only where there is room. */
  spare: css({ width: '22%', minWidth: 48, [theme.breakpoints.down('md')]: { '&&': { display: 'none' } } }),
});
