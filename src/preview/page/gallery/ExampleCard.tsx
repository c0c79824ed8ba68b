import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Badge, Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import type { StoredCallQuery } from '../../../kinds/storedQuery';
import { Panel } from '../parts/Panel';
import type { TimeControl } from '../useTime';
import { ExampleAnswer } from './ExampleAnswer';
import { adaptedQuery } from './adaptedQuery';
import { exampleJson } from './exampleJson';
import { exampleTime } from './exampleTime';
import type { Example } from '../../../kinds/example';
import { neededDimensions } from './neededDimensions';
import { useAnswerNearView } from './useAnswerNearView';

interface Props {
  readonly example: Example;
  readonly time: TimeControl;
  readonly revision: number;
  /** Those of the records; null until they are known. */
  readonly dimensions: readonly string[] | null;
  onOpen(query: StoredCallQuery): void;
}

/** As many as there are pixels to a bar that can be told from its neighbor. */
const MAX_DATA_POINTS = 160;

/** An example: when to use it, its answer, and beside it the query's JSON. */
export function ExampleCard({ example, time: pageTime, revision, dimensions, onOpen }: Props) {
  const styles = useStyles2(getStyles);
  const { title, when, range } = example;
  const time = exampleTime(pageTime, range);
  const { query, standIn } = adaptedQuery(example.query, dimensions, time.span.to - time.span.from);
  const missing = neededDimensions(query).filter((name) => dimensions !== null && !dimensions.includes(name));
  const answerable = dimensions !== null && missing.length === 0;
  const { ref, loading, answer } = useAnswerNearView(
    answerable ? { ...time.span, queries: [{ timeZone: time.timeZone, ...query, refId: 'A' }], maxDataPoints: MAX_DATA_POINTS } : null,
    revision
  );
  const json = exampleJson(query);
  return (
    <div ref={ref} data-kind={query.kind}>
      <Panel title={title} hint={hintOf(range, standIn)} loading={loading} actions={<Badge text={query.kind} color="blue" />}>
        <p className={styles.when}>{when}</p>
        <div className={styles.columns}>
          <div className={styles.answer} data-testid="answer">
            {missing.length === 0 ? <ExampleAnswer answer={answer} time={time} /> : <Missing dimensions={missing} />}
          </div>
          <div className={styles.query}>
            <pre className={styles.json}>{json}</pre>
            <div className={styles.actions}>
              <ClipboardButton icon="copy" variant="secondary" size="sm" getText={() => json} aria-label={`Copy the query of “${title}”`}>
                Copy
              </ClipboardButton>
              <Button
                icon="pen"
                variant="secondary"
                fill="text"
                size="sm"
                onClick={() => onOpen(query)}
                aria-label={`Edit the query of “${title}”`}
              >
                Edit
              </Button>
            </div>
          </div>
        </div>
      </Panel>
    </div>
  );
}

function hintOf(range: Example['range'], standIn: string | null): string | undefined {
  const said = [...(range === 'whole' ? [] : [`over the ${range} of the range`]), ...(standIn === null ? [] : [`here by ${standIn}`])];
  return said.length === 0 ? undefined : said.join(', ');
}

function Missing({ dimensions }: { readonly dimensions: readonly string[] }) {
  const names = dimensions.map((name) => `“${name}”`).join(' and ');
  return <Alert severity="info" title={`These records have no dimension ${names}. Put one of yours in its place.`} bottomSpacing={0} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  when: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(1.5) }),
  columns: css({
    display: 'grid',
    gap: theme.spacing(3),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 1fr) 300px' },
  }),
  // Room for an answer that is still to come: cards must not slide away under whoever reads.
  answer: css({ minWidth: 0, minHeight: 240 }),
  query: css({ minWidth: 0 }),
  json: css({
    margin: 0,
    maxHeight: 360,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    wordBreak: 'normal',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  actions: css({ display: 'flex', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
});
