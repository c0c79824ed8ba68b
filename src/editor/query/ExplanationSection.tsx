import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { useRef } from 'react';
import type { AskedNumbers, ToldNumbers } from '../../domain/askedNumbers';
import { explanationHeadline, explanationLines } from '../../domain/explanationText';
import type { EditorDataSource } from '../editorDataSource';
import { numberText, t } from '../locale/translate';
import { useLoaded } from '../parts/useLoaded';
import { askedNumbers, callsOf, toldNumbers } from './toldNumbers';

interface Props {
  readonly frame: DataFrame;
  readonly datasource: EditorDataSource;
  readonly isOpen?: boolean;
}

/** How the numbers of a frame were counted, and the statement behind them: as the frame says, or as it is asked where a light one does not. */
export function ExplanationSection({ frame, datasource, isOpen = false }: Props) {
  const [told, asked] = [toldNumbers(frame), askedNumbers(frame)];
  if (told !== null) {
    return <Explained told={told} calls={told.calls} isOpen={isOpen} />;
  }
  return asked === null ? null : <AskedExplanation asked={asked} calls={callsOf(frame)} datasource={datasource} isOpen={isOpen} />;
}

interface AskedProps {
  readonly asked: AskedNumbers;
  readonly calls: number | undefined;
  readonly datasource: EditorDataSource;
  readonly isOpen: boolean;
}

function AskedExplanation({ asked, calls, datasource, isOpen }: AskedProps) {
  const loaded = useLoaded(JSON.stringify(asked), () => datasource.numbers(asked));
  // A live panel has another answer every few seconds.
  const shown = useRef(loaded);
  shown.current = loaded.state === 'loading' ? shown.current : loaded;
  const { current } = shown;
  switch (current.state) {
    case 'loading':
      return null;
    case 'loaded':
      return <Explained told={current.value} calls={calls} isOpen={isOpen} />;
    case 'failed':
      return <div>{t('The explanation cannot be read: {{reason}}', { reason: current.message })}</div>;
  }
}

interface ExplainedProps {
  readonly told: ToldNumbers;
  /** Those of the panel, which it may have counted a moment before. */
  readonly calls: number | undefined;
  readonly isOpen: boolean;
}

function Explained({ told: { explanation, statement, calls: counted }, calls = counted, isOpen }: ExplainedProps) {
  const styles = useStyles2(getStyles);
  const headline = explanationHeadline(explanation);
  const recounted =
    counted === calls
      ? []
      : [t('Counted again: {{counted}} calls, {{shown}} in the panel', { counted: numberText(counted), shown: numberText(calls) })];
  const all = [...explanationLines(explanation), ...recounted];
  const lines = headline === null ? all : all.slice(1);
  const text = [...all, '', statement].join('\n');
  return (
    <div className={styles.section} data-testid="explanation">
      <details className={styles.details} open={isOpen}>
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
