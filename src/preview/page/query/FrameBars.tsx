import { type DataFrame, formattedValueToString, getDisplayProcessor, getFieldDisplayName } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { ShareBar } from '../parts/ShareBar';
import { getTableStyles } from '../parts/tableStyles';

/** A `numeric-wide` frame: one bar per field, in the field's colour and unit. */
export function FrameBars({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getTableStyles);
  const theme = useTheme2();
  const bars = frame.fields.map((field) => {
    const value = field.values[0] as number | null;
    const shown = getDisplayProcessor({ field, theme })(value);
    return { name: getFieldDisplayName(field, frame, [frame]), value: value ?? 0, text: formattedValueToString(shown), color: shown.color ?? theme.colors.text.secondary };
  });
  const most = Math.max(Number.MIN_VALUE, ...bars.map(({ value }) => value));
  return (
    <table className={styles.table}>
      <tbody>
        {bars.map(({ name, value, text, color }) => (
          <tr key={name}>
            <td>{name}</td>
            <td style={{ width: '70%' }}>
              <ShareBar thick parts={[{ key: name, color, part: value / most }]} />
            </td>
            <td className={styles.figure}>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
