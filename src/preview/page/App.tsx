import { css } from '@emotion/css';
import type { AbsoluteTimeRange, GrafanaTheme2 } from '@grafana/data';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { StoredCallQuery } from '../../kinds/storedQuery';
import type { CallResultDataSource } from '../../editor/CallResultDataSource';
import { type Edited, type Health, readHealth, type Source } from './api';
import { Gallery } from './gallery/Gallery';
import { Header } from './Header';
import { Overview } from './overview/Overview';
import { QueryTab } from './query/QueryTab';
import { SettingsTab } from './settings/SettingsTab';
import { type ThemeChoice, ThemedPage } from './ThemedPage';
import { useTime } from './useTime';
import { useViews } from './views';

interface Props {
  readonly source: Source;
  /** How the records were when the page was opened. */
  readonly health: Health;
  readonly datasource: CallResultDataSource;
}

/** The whole page. */
export function App(props: Props) {
  return <ThemedPage>{(theme) => <Page {...props} theme={theme} />}</ThemedPage>;
}

const TABS = { overview: 'Overview', query: 'Query', gallery: 'Gallery', settings: 'Settings' } as const;
type TabName = keyof typeof TABS;

function Page({ source, health: firstHealth, datasource, theme }: Props & { readonly theme: ThemeChoice }) {
  const styles = useStyles2(getStyles);
  const [tab, setTab] = useState<TabName>('overview');
  const [revision, setRevision] = useState(0);
  const [health, setHealth] = useState(firstHealth);
  const [edited, setEdited] = useState<Edited>(source);
  const views = useViews();
  const extent = useMemo(() => extentOf(health), [health]);
  const time = useTime(extent, source.jsonData.timeZone ?? 'UTC');
  const askAgain = useCallback(() => setRevision((last) => last + 1), []);

  const edit = (query: StoredCallQuery): void => {
    views.setQuery({ refId: 'A', ...query });
    setTab('query');
  };

  useEffect(() => {
    if (revision > 0) {
      void readHealth().then(setHealth);
    }
  }, [revision]);

  return (
    <>
      <div className={styles.top}>
        <Header title={source.title} time={time} theme={theme} onRefresh={askAgain} />
        <TabsBar className={styles.tabs}>
          {(Object.keys(TABS) as TabName[]).map((name) => (
            <Tab key={name} label={TABS[name]} active={tab === name} onChangeTab={() => setTab(name)} />
          ))}
        </TabsBar>
      </div>
      <main className={styles.content}>
        {tab === 'overview' && (
          <Overview datasource={datasource} time={time} revision={revision} choice={views.overview} onChoose={views.chooseOverview} />
        )}
        {tab === 'query' && (
          <QueryTab datasource={datasource} time={time} revision={revision} query={views.query} onChange={views.setQuery} />
        )}
        {tab === 'gallery' && <Gallery datasource={datasource} time={time} revision={revision} onOpen={edit} />}
        {tab === 'settings' && (
          <SettingsTab source={source} health={health} edited={edited} version={revision} onEdited={setEdited} onChanged={askAgain} />
        )}
      </main>
    </>
  );
}

function extentOf({ details }: Health): AbsoluteTimeRange | null {
  const { from, to } = details;
  return typeof from === 'string' && typeof to === 'string' ? { from: Date.parse(from), to: Date.parse(to) } : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  top: css({ position: 'sticky', top: 0, zIndex: theme.zIndex.navbarFixed, background: theme.colors.background.primary }),
  tabs: css({ paddingLeft: theme.spacing(2) }),
  content: css({ width: '100%', maxWidth: 1920, margin: '0 auto', padding: theme.spacing(2, 3, 6) }),
});
