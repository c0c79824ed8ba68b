import { css, cx } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { isCallResult, type CallResult, RESULT_FACTS } from '../../../domain/results';
import { formatCount, formatShare } from '../parts/numbers';
import { numberIn, rowsOf, textIn } from '../parts/rows';

interface Props {
  /** Distribution over all results, as a table. */
  readonly frame: DataFrame | null;
  readonly selected: readonly CallResult[];
  onChange(selected: readonly CallResult[]): void;
}

/** Every result as a card that can be chosen as a filter; nothing chosen means all. */
export function ResultCards({ frame, selected, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const rows = frame === null ? [] : rowsOf(frame);
  const all = rows.reduce((sum, row) => sum + (numberIn(row, 'calls') ?? 0), 0);
  const toggle = (result: CallResult): void =>
    onChange(selected.includes(result) ? selected.filter((other) => other !== result) : [...selected, result]);
  return (
    <div className={styles.cards} role="group" aria-label="Filter by result">
      <button type="button" className={styles.card} aria-pressed={selected.length === 0} onClick={() => onChange([])}>
        <span className={styles.name}>all calls</span>
        <span className={styles.calls}>{formatCount(all)}</span>
        <span className={styles.share}>{selected.length === 0 ? 'no filter' : 'remove filter'}</span>
      </button>
      {rows.map((row) => {
        const result = textIn(row, 'result');
        if (!isCallResult(result)) {
          return null;
        }
        const { color, meaning, whereToLook } = RESULT_FACTS[result];
        const chosen = selected.includes(result);
        return (
          <Tooltip key={result} content={`${meaning} Where to look first: ${whereToLook}`} placement="bottom">
            <button
              type="button"
              className={cx(styles.card, selected.length > 0 && !chosen && styles.other)}
              style={{ borderTopColor: color }}
              aria-pressed={chosen}
              onClick={() => toggle(result)}
            >
              <span className={styles.name}>
                <span className={styles.dot} style={{ background: color }} aria-hidden />
                {result}
              </span>
              <span className={styles.calls}>{formatCount(numberIn(row, 'calls') ?? 0)}</span>
              <span className={styles.share}>{formatShare(numberIn(row, 'share'))}</span>
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cards: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(124px, 1fr))', gap: theme.spacing(1), minHeight: 88 }),
  card: css({
    display: 'grid',
    gap: theme.spacing(0.25),
    padding: theme.spacing(1, 1.5, 1.25),
    textAlign: 'left',
    color: theme.colors.text.primary,
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderTop: `3px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.lg,
    '&:hover': { background: theme.colors.background.secondary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    '&[aria-pressed="true"]': { background: theme.colors.action.selected },
  }),
  other: css({ opacity: 0.55, '&:hover, &:focus-visible': { opacity: 1 } }),
  name: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), color: theme.colors.text.secondary }),
  dot: css({ width: 10, height: 10, borderRadius: theme.shape.radius.circle, flex: 'none' }),
  calls: css({ fontSize: 22, lineHeight: 1.2, fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
  share: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontVariantNumeric: 'tabular-nums' }),
});
