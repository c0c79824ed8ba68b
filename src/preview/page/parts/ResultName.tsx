import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { isCallResult, RESULT_FACTS } from '../../../domain/results';

/** A result with its color; what it means is told to whoever points at it. */
export function ResultName({ result }: { readonly result: string }) {
  const styles = useStyles2(getStyles);
  if (!isCallResult(result)) {
    return <>{result}</>;
  }
  const { color, meaning, whereToLook } = RESULT_FACTS[result];
  return (
    <Tooltip content={`${meaning} Where to look first: ${whereToLook}`}>
      <span className={styles.name}>
        <span className={styles.dot} style={{ background: color }} aria-hidden />
        {result}
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  name: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1), whiteSpace: 'nowrap' }),
  dot: css({ width: 10, height: 10, borderRadius: theme.shape.radius.circle, flex: 'none' }),
});
