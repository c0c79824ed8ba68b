import type { DataFrame } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { isCallResult, RESULT_FACTS } from '../../../domain/results';
import { formatCount, formatShare } from '../parts/numbers';
import { ResultName } from '../parts/ResultName';
import { numberIn, rowsOf, textIn } from '../parts/rows';
import { ShareBar } from '../parts/ShareBar';
import { getTableStyles } from '../parts/tableStyles';

/** A distribution as bars, each as long as its share of the largest, with calls and share. */
export function DistributionTable({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getTableStyles);
  const rows = rowsOf(frame);
  const max = Math.max(1, ...rows.map((row) => numberIn(row, 'calls') ?? 0));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>result</th>
          <th className={styles.wide} />
          <th className={styles.figure}>calls</th>
          <th className={styles.figure}>share</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const result = textIn(row, 'result');
          const calls = numberIn(row, 'calls') ?? 0;
          const color = isCallResult(result) ? RESULT_FACTS[result].color : 'currentColor';
          return (
            <tr key={result}>
              <td>
                <ResultName result={result} />
              </td>
              <td className={styles.wide}>
                <ShareBar thick parts={[{ key: result, color, part: calls / max }]} />
              </td>
              <td className={styles.figure}>{formatCount(calls)}</td>
              <td className={styles.figure}>{formatShare(numberIn(row, 'share'))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
