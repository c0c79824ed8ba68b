import './bootData';
import { createTheme, type DataSourceApi, type DataSourceInstanceSettings, ThemeContext } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { setBackendSrv, setDataSourceSrv, setGrafanaLiveSrv, setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { type ReactNode, useMemo } from 'react';
import { PLUGIN_ID } from '../../domain/pluginId';
import { StubBackendSrv } from './stubBackendSrv';
import { StubLiveSrv } from './stubLiveSrv';
import { OutsideTemplates } from './outsideTemplates';

/** The one data source that a page without Grafana has. */
export interface OutsideDataSource {
  readonly settings: DataSourceInstanceSettings;
  /** Its class; what kind of queries it takes is its own matter. */
  readonly instance: Pick<DataSourceApi, 'uid' | 'type'>;
}

/**
 * Puts in place what @grafana/ui, @grafana/runtime and a data source class find inside Grafana: boot data, texts,
 * HTTP service, live service, variables, data sources. Import this module before any other of @grafana/*, and await it before drawing.
 * `dataSource` is asked late, since a data source can only be made after this has run.
 */
export async function startGrafanaShim(
  dataSource: () => OutsideDataSource,
  templates: TemplateSrv = new OutsideTemplates()
): Promise<void> {
  setBackendSrv(new StubBackendSrv());
  setGrafanaLiveSrv(new StubLiveSrv());
  setTemplateSrv(templates);
  setDataSourceSrv({
    get: async () => dataSource().instance as DataSourceApi,
    getList: () => [dataSource().settings],
    getInstanceSettings: () => dataSource().settings,
    reload: async () => undefined,
    registerRuntimeDataSource: () => undefined,
  });
  await initPluginTranslations(PLUGIN_ID, []);
}

/** Grafana's theme, global styles and the place for menus and dialogs around a page of our own. */
export function GrafanaShim({ mode, children }: { readonly mode: 'light' | 'dark'; readonly children: ReactNode }) {
  const theme = useMemo(() => createTheme({ colors: { mode } }), [mode]);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <div
        className="main-view"
        style={{ background: theme.colors.background.canvas, color: theme.colors.text.primary, minHeight: '100vh' }}
      >
        {children}
      </div>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}
