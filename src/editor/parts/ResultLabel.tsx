import { css } from '@emotion/css';
import type { GrafanaTheme2, SelectableValue } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { isCallResult, RESULT_FACTS, RESULTS } from '../../domain/results';

/** A result with its fixed color. Other texts, such as a variable, have none. */
export function ResultLabel({ result }: { readonly result: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.label}>
      {isCallResult(result) && <span className={styles.dot} style={{ background: RESULT_FACTS[result].color }} aria-hidden />}
      {result}
    </span>
  );
}

/** All results as options of a select, their meaning below their name. */
export const RESULT_OPTIONS: SelectableValue<string>[] = RESULTS.map((result) => ({
  value: result,
  label: result,
  description: RESULT_FACTS[result].meaning,
}));

const getStyles = (theme: GrafanaTheme2) => ({
  label: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  dot: css({ width: 10, height: 10, borderRadius: theme.shape.radius.circle, flex: 'none' }),
});
