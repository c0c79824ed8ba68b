/** What Grafana's own page sets before its packages are loaded. Must be evaluated before any of @grafana/*. */
const outside = window as Window & { grafanaBootData?: unknown; __grafana_public_path__?: string };

outside.grafanaBootData ??= {
  assets: { dark: '', light: '' },
  settings: { buildInfo: { version: '13.1.1', commit: '', env: 'production' }, featureToggles: {}, dateFormats: undefined },
  user: { theme: 'dark', timezone: 'browser', weekStart: 'monday', language: 'en-US', locale: 'en-GB' },
  navTree: [],
};

/** @grafana/ui fetches its icons from `<public path>build/img/icons/<set>/<name>.svg`. */
outside.__grafana_public_path__ ??= '/public/';
