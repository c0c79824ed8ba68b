import type { DataFrame } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { isCallResult, RESULT_FACTS } from '../../../domain/results';
import { formatCount, formatShare } from '../parts/numbers';
import { ResultName } from '../parts/ResultName';
import { numberIn, type Row, rowsOf, textIn } from '../parts/rows';
import { ShareBar } from '../parts/ShareBar';
import { getTableStyles } from '../parts/tableStyles';

/** Which codes stand behind the results, the most frequent first. */
export function CodesTable({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getTableStyles);
  const rows = rowsOf(frame);
  const max = Math.max(Number.MIN_VALUE, ...rows.map((row) => numberIn(row, 'share') ?? 0));
  return (
    <div className={styles.scroll} style={{ maxHeight: 440 }}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>code</th>
            <th>reason</th>
            <th>result</th>
            <th className={styles.spare} />
            <th className={styles.figure}>calls</th>
            <th className={styles.figure}>share</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const result = textIn(row, 'result');
            const color = isCallResult(result) ? RESULT_FACTS[result].color : 'currentColor';
            return (
              <tr key={`${textIn(row, 'code')} ${textIn(row, 'word')}`}>
                <td>{numberIn(row, 'code') ?? 'none'}</td>
                <td className={styles.faint}>{reasonOf(row)}</td>
                <td>
                  <ResultName result={result} />
                </td>
                <td className={styles.spare}>
                  <ShareBar parts={[{ key: result, color, part: (numberIn(row, 'share') ?? 0) / max }]} />
                </td>
                <td className={styles.figure}>{formatCount(numberIn(row, 'calls') ?? 0)}</td>
                <td className={styles.figure}>{formatShare(numberIn(row, 'share'))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The record's own word where it has one, else the code's registered phrase. */
function reasonOf(row: Row): string {
  return textIn(row, 'word') || textIn(row, 'reason') || (numberIn(row, 'code') === null ? 'no final response was recorded' : '');
}
