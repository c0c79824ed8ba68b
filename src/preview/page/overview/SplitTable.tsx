import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { clearButtonStyles, useStyles2 } from '@grafana/ui';
import { isCallResult, RESULT_FACTS } from '../../../domain/results';
import { formatCount, formatShare } from '../parts/numbers';
import { numberIn, type Row, rowsOf, textIn } from '../parts/rows';
import { ShareBar } from '../parts/ShareBar';
import { getTableStyles } from '../parts/tableStyles';

interface Props {
  /** Distribution split by one dimension, as a table: the value in the first field, then result, calls, share. */
  readonly frame: DataFrame;
  onChoose(value: string): void;
}

/** How frames name calls without a value, and what stands for all values that are not distinguished. */
export const NO_VALUE = '(none)';
const ALL_OTHERS: ReadonlySet<string> = new Set(['other', '(other)', '(all others)']);

/** How the calls of each value of a dimension ended: one bar of all results per value. */
export function SplitTable({ frame, onChoose }: Props) {
  const styles = useStyles2(getTableStyles);
  const own = useStyles2(getStyles);
  const dimension = frame.fields[0]?.name ?? '';
  return (
    <div className={styles.scroll} style={{ maxHeight: 440 }}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{dimension}</th>
            <th className={own.bars}>results</th>
            <th className={styles.figure}>answered</th>
            <th className={styles.figure}>calls</th>
          </tr>
        </thead>
        <tbody>
          {grouped(frame, dimension).map(({ value, rows, calls }) => (
            <tr key={value}>
              <td>
                {ALL_OTHERS.has(value) ? (
                  value
                ) : (
                  <button
                    type="button"
                    className={own.value}
                    onClick={() => onChoose(value === NO_VALUE ? '' : value)}
                    title={`Only ${dimension} ${value}`}
                  >
                    {value}
                  </button>
                )}
              </td>
              <td className={own.bars}>
                <ShareBar thick parts={rows.map((row) => partOf(row, calls))} />
              </td>
              <td className={styles.figure}>{formatShare(answeredShare(rows))}</td>
              <td className={styles.figure}>{formatCount(calls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Group {
  readonly value: string;
  readonly rows: readonly Row[];
  readonly calls: number;
}

/** In the order in which the values come; the largest first. */
function grouped(frame: DataFrame, dimension: string): Group[] {
  const groups = new Map<string, Row[]>();
  for (const row of rowsOf(frame)) {
    const value = textIn(row, dimension);
    groups.set(value, [...(groups.get(value) ?? []), row]);
  }
  return [...groups]
    .map(([value, rows]) => ({ value, rows, calls: rows.reduce((sum, row) => sum + (numberIn(row, 'calls') ?? 0), 0) }))
    .filter(({ calls }) => calls > 0);
}

function partOf(row: Row, all: number) {
  const result = textIn(row, 'result');
  const calls = numberIn(row, 'calls') ?? 0;
  const color = isCallResult(result) ? RESULT_FACTS[result].color : 'currentColor';
  return { key: result, color, part: calls / all, title: `${result} ${formatCount(calls)} (${formatShare(calls / all)})` };
}

/** The share of all calls of the value; null where answered calls are not among the results shown. */
function answeredShare(rows: readonly Row[]): number | null {
  const answered = rows.find((row) => textIn(row, 'result') === 'answered');
  return answered === undefined ? null : numberIn(answered, 'share');
}

const getStyles = (theme: GrafanaTheme2) => ({
  bars: css({ width: '60%', minWidth: 72 }),
  value: css(clearButtonStyles(theme), {
    color: theme.colors.text.primary,
    '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
