import { type DataFrame, type Field, FieldColorModeId, formattedValueToString, getDisplayProcessor, getFieldDisplayName } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { ShareBar } from '../parts/ShareBar';
import { getTableStyles } from '../parts/tableStyles';

/** A `numeric-wide` frame: one bar per field, in the unit and the colour of the field, else one of the palette's. */
export function FrameBars({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getTableStyles);
  const theme = useTheme2();
  const groups = [...new Set(frame.fields.map(groupOf))];
  const bars = frame.fields.map((field) => {
    const seriesIndex = groups.indexOf(groupOf(field));
    const value = field.values[0] as number | null;
    const coloured = { ...field, config: { color: { mode: FieldColorModeId.PaletteClassic }, ...field.config }, state: { ...field.state, seriesIndex } };
    const shown = getDisplayProcessor({ field: coloured, theme })(value);
    return { name: getFieldDisplayName(field, frame, [frame]), value: value ?? 0, text: formattedValueToString(shown), color: shown.color ?? theme.colors.text.secondary };
  });
  // Shares have a whole that they are parts of; counts are held against the largest.
  const most = Math.max(Number.MIN_VALUE, ...bars.map(({ value }) => value), ...frame.fields.map(({ config }) => config.max ?? 0));
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

/** Bounds and counts have the colour of the ratio they belong to. */
function groupOf({ name, labels = {} }: Field): string {
  const own = Object.entries(labels).filter(([label]) => label !== 'bound' && label !== 'count');
  return JSON.stringify(labels['ratio'] === undefined ? [name, own] : own);
}
