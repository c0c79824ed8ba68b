import { type DataFrame, FieldType, formattedValueToString, getDisplayProcessor, getFieldDisplayName } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { ResultName } from '../parts/ResultName';
import { getTableStyles } from '../parts/tableStyles';

/** More rows help nobody on a page. */
const MOST_ROWS = 500;

/** Any frame as rows and columns, values formatted as the frame asks. */
export function FrameTable({ frame, timeZone }: { readonly frame: DataFrame; readonly timeZone: string }) {
  const styles = useStyles2(getTableStyles);
  const theme = useTheme2();
  const columns = frame.fields.map((field) => ({
    name: getFieldDisplayName(field, frame, [frame]),
    isNumber: field.type === FieldType.number,
    isResult: field.name === 'result',
    text: (row: number) => formattedValueToString(getDisplayProcessor({ field, theme, timeZone })(field.values[row])),
  }));
  const rows = Math.min(frame.length, MOST_ROWS);
  return (
    <div className={styles.scroll} style={{ maxHeight: 520 }}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, isNumber }) => (
              <th key={name} className={isNumber ? styles.figure : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map(({ name, isNumber, isResult, text }) => (
                <td key={name} className={isNumber ? styles.figure : undefined}>
                  {isResult ? <ResultName result={text(row)} /> : text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {frame.length > rows && <p className={styles.faint}>{`${frame.length - rows} more rows are not shown.`}</p>}
    </div>
  );
}
