import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName, SelectableValue } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { type CallResult, isCallResult, RESULT_FACTS, RESULTS } from '../../domain/results';

/** One shape per result, so that nobody has to know its color. */
const RESULT_ICONS: Readonly<Record<CallResult, IconName>> = {
  answered: 'check-circle',
  busy: 'minus-circle',
  rejected: 'ban',
  timeout: 'clock-nine',
  cancelled: 'times-circle',
  unavailable: 'power',
  failed: 'exclamation-triangle',
  unclassified: 'question-circle',
};

/** A result: its icon in its fixed color, and its name. Other texts, such as a variable, have no icon. */
export function ResultLabel({ result }: { readonly result: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.label}>
      {isCallResult(result) && (
        <Icon name={RESULT_ICONS[result]} size="sm" className={styles.icon} style={{ color: RESULT_FACTS[result].color }} aria-hidden />
      )}
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
  icon: css({ flex: 'none' }),
});
