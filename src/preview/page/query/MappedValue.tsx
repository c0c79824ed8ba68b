import { css } from '@emotion/css';
import { type Field, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { isCallResult } from '../../../domain/results';
import { ResultName } from '../parts/ResultName';

interface Props {
  readonly field: Field;
  readonly text: string;
  readonly color: string | undefined;
}

/** A value that its frame has given a name and a color: as a table of Grafana paints it, results as everywhere on this page. */
export function MappedValue({ field, text, color }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  if (isCallResult(text) && !isPainted(field)) {
    return <ResultName result={text} />;
  }
  if (color === undefined || !isNamed(field, text)) {
    return <>{text}</>;
  }
  return isPainted(field) ? (
    <span className={styles.painted} style={{ background: color, color: theme.colors.getContrastText(color) }}>
      {text}
    </span>
  ) : (
    <span className={styles.colored} style={{ color }}>
      {text}
    </span>
  );
}

function isPainted({ config }: Field): boolean {
  const custom = config.custom as { cellOptions?: { type?: string } } | undefined;
  return custom?.cellOptions?.type === 'color-background';
}

/** Whether the text comes from the frame; values that it has no name for keep the text's color. */
function isNamed({ config }: Field, text: string): boolean {
  return (config.mappings ?? []).some(({ options }) =>
    Object.values(options as Record<string, { text?: string }>).some((named) => named.text === text)
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  painted: css({
    display: 'inline-block',
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  colored: css({ fontWeight: theme.typography.fontWeightMedium }),
});
