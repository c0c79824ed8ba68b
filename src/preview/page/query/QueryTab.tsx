import { css } from '@emotion/css';
import { CoreApp, type DataQueryResponse, type GrafanaTheme2, LoadingState, type PanelData } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { from } from 'rxjs';
import type { CallResultDataSource } from '../../../editor/CallResultDataSource';
import type { EditedQuery } from '../../../editor/fields/editedQuery';
import { QueryEditor } from '../../../editor/query/QueryEditor';
import { Failure } from '../parts/Failure';
import { Panel } from '../parts/Panel';
import type { TimeControl } from '../useTime';
import { shownFrames } from '../parts/shownFrames';
import { FrameView } from './FrameView';
import { QueryText } from './QueryText';

interface Props {
  readonly datasource: CallResultDataSource;
  readonly time: TimeControl;
  readonly revision: number;
  readonly query: EditedQuery;
  onChange(query: EditedQuery): void;
}

const MAX_DATA_POINTS = 160;

/** The query editor as Grafana shows it, and below it what the data source answers. */
export function QueryTab({ datasource, time, revision, query, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const response = useResponse(datasource, query, time, revision);
  const error = response?.errors?.[0]?.message ?? response?.error?.message ?? null;
  const frames = response?.data ?? [];
  return (
    <div className={styles.page}>
      <Panel title="Query">
        <QueryEditor
          datasource={datasource}
          query={query}
          onChange={onChange}
          onRunQuery={() => undefined}
          range={time.range}
          data={panelData(response, time)}
        />
      </Panel>
      <Panel title="Answer" loading={response === null || response.state === LoadingState.Loading}>
        {error === null ? (
          shownFrames(frames).map((frame, index) => <FrameView key={index} frame={frame} time={time} />)
        ) : (
          <Failure title="Query failed" message={error} />
        )}
      </Panel>
      <QueryText query={query} frames={frames} />
    </div>
  );
}

/** As Grafana hands a panel's answer to the editor. */
function panelData(response: DataQueryResponse | null, { range }: TimeControl): PanelData {
  return { state: response?.state ?? LoadingState.Done, series: response?.data ?? [], timeRange: range };
}

/** Asks through the data source's own class, as a panel does. */
function useResponse(datasource: CallResultDataSource, query: EditedQuery, time: TimeControl, revision: number): DataQueryResponse | null {
  const [response, setResponse] = useState<DataQueryResponse | null>(null);
  const { range, timeZone, span } = time;
  useEffect(() => {
    const intervalMs = Math.max(1000, Math.round((span.to - span.from) / MAX_DATA_POINTS));
    const asked = datasource.query({
      app: CoreApp.Explore,
      requestId: 'preview',
      timezone: timeZone,
      range,
      interval: `${Math.round(intervalMs / 1000)}s`,
      intervalMs,
      maxDataPoints: MAX_DATA_POINTS,
      targets: [query],
      scopedVars: {},
      startTime: Date.now(),
    });
    const subscription = from(asked).subscribe({
      next: setResponse,
      error: (error: unknown) => setResponse({ data: [], error: { message: error instanceof Error ? error.message : String(error) } }),
    });
    return () => subscription.unsubscribe();
  }, [datasource, query, range, span, timeZone, revision]);
  return response;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'minmax(0, 1fr)' }),
});
