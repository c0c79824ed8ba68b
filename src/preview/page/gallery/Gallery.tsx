import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { whyNoAttempts } from '../../../domain/layouts/layout';
import { LAYOUTS } from '../../../domain/layouts/layouts';
import { QUERY_KINDS } from '../../../kinds/kinds';
import type { StoredCallQuery } from '../../../kinds/storedQuery';
import type { CallResultDataSource } from '../../../editor/CallResultDataSource';
import type { TimeControl } from '../useTime';
import { ExampleCard } from './ExampleCard';
import { EXAMPLES } from '../../../kinds/examples';

interface Props {
  readonly datasource: CallResultDataSource;
  readonly time: TimeControl;
  readonly revision: number;
  onOpen(query: StoredCallQuery): void;
}

/** Every kind of query with an example or two, answered from the records on show. */
export function Gallery({ datasource, time, revision, onOpen }: Props) {
  const styles = useStyles2(getStyles);
  const dimensions = useDimensions(datasource, revision);
  const attempts = whyNoAttempts(LAYOUTS[datasource.layout]) === null;
  return (
    <div className={styles.page}>
      {QUERY_KINDS.flatMap((kind) =>
        EXAMPLES[kind]
          .filter(({ ofAttempts }) => ofAttempts !== true || attempts)
          .map((example) => (
            <ExampleCard key={example.title} example={example} time={time} revision={revision} dimensions={dimensions} onOpen={onOpen} />
          ))
      )}
    </div>
  );
}

/** Null until the records have said which there are. */
function useDimensions(datasource: CallResultDataSource, revision: number): readonly string[] | null {
  const [dimensions, setDimensions] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let wanted = true;
    datasource.records.dimensions().then(
      (found) => wanted && setDimensions(found),
      () => wanted && setDimensions([])
    );
    return () => {
      wanted = false;
    };
  }, [datasource, revision]);
  return dimensions;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'minmax(0, 1fr)' }),
});
