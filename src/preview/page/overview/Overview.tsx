import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterPill, useStyles2 } from '@grafana/ui';
import type { CallResultDataSource } from '../../../editor/CallResultDataSource';
import type { PanelQuery } from '../api';
import { Failure } from '../parts/Failure';
import { Notices } from '../parts/Notices';
import { Panel } from '../parts/Panel';
import { errorOf, firstFrame } from '../parts/rows';
import { TrendChart } from '../parts/TrendChart';
import type { TimeControl } from '../useTime';
import { useAnswers } from '../useAnswers';
import type { OverviewChoice } from '../views';
import { CodesTable } from './CodesTable';
import { DimensionSelect } from './DimensionSelect';
import { DistributionTable } from './DistributionTable';
import { NoCalls } from './NoCalls';
import { ResultCards } from './ResultCards';
import { NO_VALUE, SplitTable } from './SplitTable';

interface Props {
  readonly datasource: CallResultDataSource;
  readonly time: TimeControl;
  readonly revision: number;
  readonly choice: OverviewChoice;
  onChoose(change: Partial<OverviewChoice>): void;
}

/** Buckets of a month are then a few hours long, and a bar is still a bar. */
const MAX_DATA_POINTS = 240;

/** How the calls of the range ended: as cards, bars, over time, by code and by a dimension. */
export function Overview({ datasource, time, revision, choice, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  const { results, only, dimension } = choice;
  const { loading, failure, byRefId } = useAnswers(
    { ...time.span, queries: questions(choice, time.timeZone), maxDataPoints: MAX_DATA_POINTS },
    revision
  );
  const frame = (refId: string) => firstFrame(byRefId.get(refId));
  const errors = [failure, ...[...byRefId.values()].map(errorOf)].filter((error) => error !== null);
  const all = frame('all');
  const calls = all?.meta?.custom?.['calls'] as number | undefined;
  const [distribution, trend, codes, split] = [frame('distribution'), frame('trend'), frame('codes'), frame('split')];

  if (errors.length > 0) {
    return <Failure title="Query failed" message={errors[0] ?? ''} />;
  }
  return (
    <div className={styles.page}>
      {all !== null && <Notices frame={all} empty={false} />}
      <ResultCards frame={all} selected={results} onChange={(chosen) => onChoose({ results: chosen })} />
      {only !== null && (
        <div>
          <FilterPill
            selected
            label={`${only.dimension}: ${only.value || NO_VALUE}`}
            icon="times"
            onClick={() => onChoose({ only: null })}
          />
        </div>
      )}
      {calls === 0 ? (
        <NoCalls onShowAll={time.showAll} />
      ) : (
        <>
          <div className={styles.upper}>
            <Panel title="Distribution" loading={loading}>
              {distribution !== null && <DistributionTable frame={distribution} />}
            </Panel>
            <Panel title="Trend" hint={bucketHint(trend?.meta?.custom)} loading={loading}>
              {trend !== null && <TrendChart frame={trend} range={time.range} timeZone={time.timeZone} height={300} onZoom={time.zoomTo} />}
            </Panel>
          </div>
          <div className={styles.lower}>
            <Panel title="Status codes" loading={loading}>
              {codes !== null && <CodesTable frame={codes} />}
            </Panel>
            <Panel
              title="Results by"
              loading={loading}
              actions={
                <DimensionSelect
                  datasource={datasource}
                  revision={revision}
                  value={dimension}
                  onChange={(name) => onChoose({ dimension: name })}
                />
              }
            >
              {split !== null && dimension !== null && (
                <SplitTable frame={split} onChoose={(value) => onChoose({ only: { dimension, value } })} />
              )}
            </Panel>
          </div>
        </>
      )}
    </div>
  );
}

function questions({ results, only, dimension }: OverviewChoice, timeZone: string): PanelQuery[] {
  const filters = only === null ? {} : { filters: [{ dimension: only.dimension, operator: '=', values: [only.value] }] };
  const shown = { version: 1 as const, results: [...results], ...filters };
  const split: PanelQuery[] =
    dimension === null ? [] : [{ ...shown, refId: 'split', kind: 'distribution', shape: 'table', splitBy: [dimension], top: 12 }];
  return [
    { version: 1, refId: 'all', kind: 'distribution', shape: 'table', ...filters },
    { ...shown, refId: 'distribution', kind: 'distribution', shape: 'table' },
    { ...shown, refId: 'trend', kind: 'trend', timeZone },
    { ...shown, refId: 'codes', kind: 'codes' },
    ...split,
  ];
}

function bucketHint(custom: Record<string, unknown> | undefined): string | undefined {
  const question = custom?.['question'];
  const bucket = typeof question === 'object' && question !== null && 'bucket' in question ? String(question.bucket) : null;
  return bucket === null ? undefined : `calls per ${bucket}`;
}

const getStyles = (theme: GrafanaTheme2) => {
  const columns = (template: string) =>
    css({
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
      [theme.breakpoints.up('lg')]: { gridTemplateColumns: template },
    });
  return {
    page: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'minmax(0, 1fr)' }),
    upper: columns('minmax(0, 2fr) minmax(0, 3fr)'),
    lower: columns('minmax(0, 1fr) minmax(0, 1fr)'),
  };
};
