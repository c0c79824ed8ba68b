import {
  type DataFrame,
  type Field,
  FieldColorModeId,
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
} from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { ShareBar } from '../parts/ShareBar';
import { getTableStyles } from '../parts/tableStyles';

/** A `numeric-wide` frame: one bar per field, in the unit and the color of the field, else one of the palette's. */
export function FrameBars({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getTableStyles);
  const theme = useTheme2();
  const groups = [...new Set(frame.fields.map(groupOf))];
  const bars = frame.fields.map((field) => {
    const seriesIndex = groups.indexOf(groupOf(field));
    const value = field.values[0] as number | null;
    const colored = {
      ...field,
      config: { color: { mode: FieldColorModeId.PaletteClassic }, ...field.config },
      state: { ...field.state, seriesIndex },
    };
    const shown = getDisplayProcessor({ field: colored, theme })(value);
    const part = (value ?? 0) / max(frame.fields.filter(({ config }) => config.unit === field.config.unit));
    return {
      name: getFieldDisplayName(field, frame, [frame]),
      part,
      text: formattedValueToString(shown),
      color: shown.color ?? theme.colors.text.secondary,
    };
  });
  return (
    <table className={styles.table}>
      <tbody>
        {bars.map(({ name, part, text, color }) => (
          <tr key={name}>
            <td>{name}</td>
            <td style={{ width: '70%' }}>
              <ShareBar thick parts={[{ key: name, color, part }]} />
            </td>
            <td className={styles.figure}>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The longest bar of fields of one unit: shares have a whole that they are parts of, counts are held against the largest. */
function max(fields: readonly Field[]): number {
  return Math.max(Number.MIN_VALUE, ...fields.map(({ config, values }) => config.max ?? (values[0] as number | null) ?? 0));
}

/** Bounds and counts have the color of the ratio they belong to. */
function groupOf({ name, labels = {} }: Field): string {
  const own = Object.entries(labels).filter(([label]) => label !== 'bound' && label !== 'count');
  return JSON.stringify(labels['ratio'] === undefined ? [name, own] : own);
}
