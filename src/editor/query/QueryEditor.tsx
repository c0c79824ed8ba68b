import { css } from '@emotion/css';
import type { QueryEditorProps } from '@grafana/data';
import { EditorHeader, EditorRow, EditorRows } from '@grafana/plugin-ui';
import { Alert, useStyles2 } from '@grafana/ui';
import { useEffect, useMemo } from 'react';
import { QUERY_FIELDS } from '../../kinds/kinds';
import type { CallResultDataSource, EditedSettings } from '../CallResultDataSource';
import { useLoaded } from '../parts/useLoaded';
import { AnnotationRows } from '../../kinds/annotations/fields';
import { AgainstFields } from '../fields/AgainstFields';
import { BucketFields } from '../fields/BucketFields';
import { CallsFields } from '../../kinds/calls/CallsFields';
import { ComparisonFields } from '../../kinds/comparison/ComparisonFields';
import { ChangesFields } from '../../kinds/changes/ChangesFields';
import { ExaminedField } from '../fields/ExaminedField';
import { ExplanationSection } from './ExplanationSection';
import { changed, type EditedQuery, isTable } from '../fields/editedQuery';
import { FiltersField } from '../fields/FiltersField';
import type { FieldProps } from '../fields/fieldProps';
import { KindField } from './KindField';
import { MeasureFields } from '../fields/MeasureFields';
import { isAlertRule, newQuery } from './newQuery';
import { queryProblem } from './queryProblem';
import { RatioRows } from '../../kinds/ratio/fields';
import { ResultsField } from '../fields/ResultsField';
import { ShapeField } from '../fields/ShapeField';
import { SplitFields } from '../fields/SplitFields';
import { TriageFields } from '../../kinds/triage/TriageFields';
import { hasUnits, UnitField } from './UnitField';
import { VerdictRow } from '../../kinds/verdict/fields';
import { TimingFields } from '../../kinds/timing/TimingFields';

type Props = QueryEditorProps<CallResultDataSource, EditedQuery, EditedSettings> & {
  /** Whether another kind of query may be chosen. */
  readonly kinds?: boolean;
};

/** Asks about call results; shows only what matters for the kind of query. */
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
  }, [unstored]);

  const change: FieldProps['change'] = (part) => {
    onChange(changed(query, part));
    onRunQuery();
  };
  const field = { query, change, variables };
  const units = hasUnits(query, datasource.layout);
  const zoneOwner = isAlertRule(app) ? 'data source' : 'dashboard';

  return (
    <div className={styles.editor}>
      <EditorRows>
        {(kinds || units) && (
          <EditorHeader>
            {kinds && <KindField {...field} />}
            {units && <UnitField {...field} />}
          </EditorHeader>
        )}
        <EditorRow>
          {showsResults(query) && <ResultsField {...field} />}
          <FiltersField {...field} dimensions={dimensions} records={datasource.records} range={range} />
        </EditorRow>
        {query.kind === 'comparison' && (
          <EditorRow>
            <AgainstFields {...field} dimensions={dimensions} records={datasource.records} range={range} />
            <ComparisonFields {...field} />
          </EditorRow>
        )}
        {query.kind === 'changes' && (
          <EditorRow>
            <AgainstFields {...field} dimensions={dimensions} records={datasource.records} range={range} />
            <ExaminedField {...field} dimensions={dimensions} />
            <ChangesFields {...field} />
          </EditorRow>
        )}
        {query.kind === 'triage' && (
          <EditorRow>
            <TriageFields {...field} />
            <ExaminedField {...field} dimensions={dimensions} />
          </EditorRow>
        )}
        {query.kind === 'calls' && (
          <EditorRow>
            <CallsFields {...field} dimensions={dimensions} />
          </EditorRow>
        )}
        {query.kind === 'timing' && (
          <EditorRow>
            <TimingFields {...field} />
            {query.over !== 'histogram' && <SplitFields {...field} dimensions={dimensions} />}
            {query.over !== undefined && query.over !== 'range' && <BucketFields {...field} zoneOwner={zoneOwner} />}
            {query.over !== 'histogram' && <ShapeField {...field} />}
          </EditorRow>
        )}
        {(query.kind === 'distribution' || query.kind === 'trend') && (
          <EditorRow>
            <MeasureFields {...field} />
            <SplitFields {...field} dimensions={dimensions} />
            {query.kind === 'trend' && <BucketFields {...field} zoneOwner={zoneOwner} />}
            <ShapeField {...field} />
          </EditorRow>
        )}
        {query.kind === 'ratio' && <RatioRows {...field} dimensions={dimensions} zoneOwner={zoneOwner} />}
        {query.kind === 'annotations' && <AnnotationRows {...field} dimensions={dimensions} zoneOwner={zoneOwner} />}
        {query.kind === 'verdict' && <VerdictRow {...field} dimensions={dimensions} />}
        {loaded.state === 'failed' && (
          <Alert severity="warning" title="The dimensions of the records could not be read">
            {loaded.message}
          </Alert>
        )}
        {isAlertRule(app) && isTable(query) && (
          <Alert severity="warning" title="A rule cannot judge a table by itself">
            {QUERY_FIELDS[query.kind].includes('shape')
              ? 'Choose the shape Series.'
              : 'Choose Distribution, Trend, Ratio, Verdict, Timing or Comparison.'}
          </Alert>
        )}
        {problem !== null && (
          <Alert severity="error" title="This query cannot be answered">
            {problem}
          </Alert>
        )}
        <ExplanationSection data={data} refId={query.refId} />
      </EditorRows>
    </div>
  );
}

/** Verdicts, ratios and their events say themselves which results they are about. */
function showsResults({ kind, event }: EditedQuery): boolean {
  return QUERY_FIELDS[kind].includes('results') && event !== 'verdict' && event !== 'crossing';
}

/** Choices stand as close below their label as other fields. */
const getStyles = () => ({ editor: css({ '[role="radiogroup"]': { verticalAlign: 'top' } }) });
