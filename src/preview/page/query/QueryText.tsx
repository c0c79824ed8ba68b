import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import type { EditedQuery } from '../../../editor/fields/editedQuery';
import { Panel } from '../parts/Panel';

/** The query as a dashboard stores it, and the statement that was run for it. */
export function QueryText({ query, frames }: { readonly query: EditedQuery; readonly frames: readonly DataFrame[] }) {
  const styles = useStyles2(getStyles);
  const json = JSON.stringify(query, null, 2);
  const statement = frames[0]?.meta?.executedQueryString ?? '';
  return (
    <div className={styles.columns}>
      <Panel title="Query JSON" actions={<Copy label="Copy the query" text={json} />}>
        <pre className={styles.text} data-testid="query-json">
          {json}
        </pre>
      </Panel>
      <Panel title="Executed statement" actions={<Copy label="Copy the statement" text={statement} />}>
        <pre className={styles.text}>{statement}</pre>
      </Panel>
    </div>
  );
}

function Copy({ label, text }: { readonly label: string; readonly text: string }) {
  return <ClipboardButton icon="copy" variant="secondary" fill="text" size="sm" aria-label={label} getText={() => text} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('lg')]: { gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)' },
  }),
  text: css({ margin: 0, maxHeight: 320, overflow: 'auto', whiteSpace: 'pre-wrap', fontSize: theme.typography.bodySmall.fontSize }),
});
