import { css, cx } from '@emotion/css';
import {
  type DataFrame,
  type DisplayValue,
  type Field,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  type GrafanaTheme2,
  MappingType,
} from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { getTableStyles } from '../parts/tableStyles';
import { MappedValue } from './MappedValue';

/** More rows help nobody on a page. */
const MAX_ROWS = 500;
/** Characters from which a column's texts are sentences, which are wrapped. */
const SENTENCE = 40;

/** Any frame as rows and columns, values formatted and colored as the frame asks. */
export function FrameTable({ frame, timeZone }: { readonly frame: DataFrame; readonly timeZone: string }) {
  const styles = useStyles2(getTableStyles);
  const own = useStyles2(getStyles);
  const theme = useTheme2();
  const columns = frame.fields.map((field) => {
    const display = getDisplayProcessor({ field, theme, timeZone });
    return {
      name: getFieldDisplayName(field, frame, [frame]),
      className: cx({ [styles.figure]: field.type === FieldType.number && !isNamed(field), [own.sentence]: hasSentences(field) }),
      cell: (row: number) => <Cell field={field} value={display(field.values[row])} />,
    };
  });
  const rows = Math.min(frame.length, MAX_ROWS);
  return (
    <div className={styles.scroll} style={{ maxHeight: 520 }}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, className }) => (
              <th key={name} className={className}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map(({ name, className, cell }) => (
                <td key={name} className={className}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {frame.length === 0 && <p className={cx(styles.faint, own.nothing)}>No data.</p>}
      {frame.length > rows && <p className={styles.faint}>{`${frame.length - rows} more rows not shown.`}</p>}
    </div>
  );
}

function Cell({ field, value }: { readonly field: Field; readonly value: DisplayValue }) {
  const text = formattedValueToString(value);
  return isMapped(field) && text !== '' ? <MappedValue field={field} text={text} color={value.color} /> : <>{text}</>;
}

/** Numbers that are shown as words, such as passed and failed. */
function isNamed({ config }: Field): boolean {
  return (config.mappings ?? []).some(({ type }) => type === MappingType.ValueToText);
}

function isMapped({ config }: Field): boolean {
  return (config.mappings ?? []).length > 0;
}

function hasSentences({ type, values }: Field): boolean {
  return (
    type === FieldType.string && values.some((text: unknown) => typeof text === 'string' && text.length > SENTENCE && text.includes(' '))
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  nothing: css({ margin: theme.spacing(1, 0) }),
  // Where the table is scrolled sideways anyhow, its rows need not be high.
  sentence: css({
    '&&': { whiteSpace: 'normal', minWidth: 140, [theme.breakpoints.down('xl')]: { minWidth: 280 } },
    'td&': { fontSize: theme.typography.bodySmall.fontSize },
  }),
});
