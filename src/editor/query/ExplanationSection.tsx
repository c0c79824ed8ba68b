import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2, PanelData } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import type { Explanation } from '../../domain/explanation';
import { explanationHeadline, explanationLines } from '../../domain/explanationText';
import { t } from '../locale/translate';

interface Props {
  readonly data: PanelData | undefined;
  readonly refId: string;
}

/** How the panel's numbers were counted, and the statement behind them; nothing before the first response. */
export function ExplanationSection({ data, refId }: Props) {
  const styles = useStyles2(getStyles);
  const frame = data?.series.find((one) => one.refId === refId && explanationOf(one) !== null);
  const explanation = frame === undefined ? null : explanationOf(frame);
  if (explanation === null) {
    return null;
  }
  const statement = frame?.meta?.executedQueryString ?? '';
  const headline = explanationHeadline(explanation);
  const all = explanationLines(explanation);
  const lines = headline === null ? all : all.slice(1);
  const text = [...all, '', statement].join('\n');
  return (
    <div className={styles.section} data-testid="explanation">
      <details className={styles.details}>
        <summary>{headline ?? t('How this was counted')}</summary>
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <pre className={styles.statement}>{statement}</pre>
      </details>
      <ClipboardButton
        icon="copy"
        variant="secondary"
        fill="text"
        size="sm"
        getText={() => text}
        aria-label={t('Copy the explanation and the statement')}
      >
        {t('Copy')}
      </ClipboardButton>
    </div>
  );
}

/** Frames of another data source, or of an older version, carry none. */
function explanationOf({ meta }: DataFrame): Explanation | null {
  const found: unknown = meta?.custom?.explanation;
  return typeof found === 'object' && found !== null && 'numbers' in found && 'records' in found ? (found as Explanation) : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  details: css({ flex: 1, minWidth: 0 }),
  lines: css({ margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) }),
  statement: css({
    maxHeight: 240,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
