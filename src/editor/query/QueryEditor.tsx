import { css } from '@emotion/css';
import type { QueryEditorProps } from '@grafana/data';
import { EditorHeader, EditorRow, EditorRows } from '@grafana/plugin-ui';
import { Alert, useStyles2 } from '@grafana/ui';
import { useEffect, useMemo, useRef } from 'react';
import { EDITORS } from '../../kinds/editors';
import { QUERY_FIELDS, type QueryKind } from '../../kinds/kinds';
import type { EditedSettings, EditorDataSource } from '../editorDataSource';
import { useLoaded } from '../parts/useLoaded';
import { ExplanationSection } from './ExplanationSection';
import { mainFrames } from './toldNumbers';
import { changed, type EditedQuery, hasEffect, isTable } from '../fields/editedQuery';
import { FiltersField } from '../fields/FiltersField';
import type { FieldProps } from '../fields/fieldProps';
import { withKind } from '../fields/kindChange';
import { KindField } from './KindField';
import { KindHelp } from './KindHelp';
import { LiveField } from './LiveField';
import { isAlertRule, newQuery } from './newQuery';
import { queryProblem } from './queryProblem';
import { ResultsField } from '../fields/ResultsField';
import { hasUnits, UnitField } from './UnitField';
import { t } from '../locale/translate';

type Props = QueryEditorProps<EditorDataSource, EditedQuery, EditedSettings> & {
  /** Whether another query kind may be chosen. */
  readonly kinds?: boolean;
};

/** Edits a query; shows only the fields of its kind. */
export function QueryEditor({ datasource, query: stored, onChange, onRunQuery, range, app, data, kinds = true }: Props) {
  const styles = useStyles2(getStyles);
  const query: EditedQuery = useMemo(() => ({ ...newQuery(app), ...stored }), [app, stored]);
  const variables = datasource.variableNames();
  const loaded = useLoaded(datasource.uid, () => datasource.records.dimensions());
  const dimensions = loaded.state === 'loaded' ? loaded.value : [];
  const problem = useMemo(() => queryProblem(datasource.applyTemplateVariables(query, {})), [datasource, query]);

  // What is shown of a new query has to be what is saved, even if nobody touches it.
  const unstored = stored.kind === undefined;
  useEffect(() => {
    if (unstored) {
      onChange(query);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Once: a parent that stores late would be told again and again.
  }, [unstored]);

  const change: FieldProps['change'] = (part) => {
    onChange(changed(query, part));
    onRunQuery();
  };
  const left = useRef<Partial<EditedQuery>>({});
  const chooseKind = (kind: QueryKind) => {
    const chosen = withKind(query, kind, left.current);
    left.current = chosen.left;
    onChange(chosen.query);
    onRunQuery();
  };
  const field = { query, change, variables };
  const units = hasUnits(query, datasource.layout);
  // A panel that changes its data source brings queries along whose kind is none of these.
  const Fields = EDITORS[query.kind]?.Fields ?? null;
  const answered = mainFrames(data?.series ?? [], datasource.uid).find(({ refId }) => refId === query.refId);
  const zoneOwner = isAlertRule(app) ? ('data source' as const) : ('dashboard' as const);

  return (
    <div className={styles.editor}>
      <EditorRows>
        {(kinds || units) && (
          <EditorHeader>
            {kinds && <KindField query={query} onChange={chooseKind} />}
            {units && <UnitField {...field} />}
            {hasEffect(query, 'live') && !isAlertRule(app) && <LiveField {...field} />}
          </EditorHeader>
        )}
        {kinds && <KindHelp query={query} />}
        <EditorRow>
          {hasEffect(query, 'results') && <ResultsField {...field} />}
          <FiltersField {...field} dimensions={dimensions} records={datasource.records} range={range} />
        </EditorRow>
        {Fields && <Fields {...field} dimensions={dimensions} records={datasource.records} range={range} zoneOwner={zoneOwner} />}
        {loaded.state === 'failed' && (
          <Alert severity="warning" title={t('The dimensions of the records cannot be read')}>
            {loaded.message}
          </Alert>
        )}
        {isAlertRule(app) && isTable(query) && (
          <Alert
            severity="warning"
            title={t('Alert rules need a numeric or time series frame; "{{kind}}" returns a table.', { kind: query.kind })}
          >
            {QUERY_FIELDS[query.kind].includes('shape')
              ? t('Choose the shape Series.')
              : t('Choose Distribution, Trend, Ratio, Verdict, Timing or Comparison.')}
          </Alert>
        )}
        {problem !== null && (
          <Alert severity="error" title={t('Invalid query')}>
            {problem}
          </Alert>
        )}
        {answered && <ExplanationSection frame={answered} datasource={datasource} />}
      </EditorRows>
    </div>
  );
}

/** Radio buttons are as close below their label as other fields, and their label is on the line of the others. */
const getStyles = () => ({
  editor: css({ '[role="radiogroup"]': { verticalAlign: 'top' }, 'legend > label': { position: 'relative', top: 2 } }),
});
