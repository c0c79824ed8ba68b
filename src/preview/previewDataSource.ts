import type {
  Requester,
  DataSourceSettings,
  HealthReport,
  QueryAnswer,
  QueryRequest,
  ResourceCall,
  ResourceResult,
  SubscriptionReport,
} from '../pluginHost/messages';
import type { Plugin } from '../pluginHost/startPlugin';

export const DATA_SOURCE_UID = 'records';

const REQUESTER: Requester = { orgId: 1, user: { login: 'preview', role: 'Admin' } };

/** What Grafana's settings page saves; of secrets, only those that were entered. */
export type SavedSettings = Pick<DataSourceSettings, 'jsonData' | 'url' | 'user' | 'database' | 'secureJsonData'>;

/** The one data source that the preview shows: its settings, which the page may change, and the process that answers for it. */
export class PreviewDataSource {
  private current: DataSourceSettings;

  constructor(
    private readonly plugin: Plugin,
    /** What the page calls it. */
    readonly title: string,
    /** The folder of the files; null with a database. */
    readonly recordsDir: string | null,
    saved: SavedSettings
  ) {
    this.current = { uid: DATA_SOURCE_UID, name: 'Call records', ...saved, lastUpdatedMs: Date.now() };
  }

  /** All but the secrets; it only says which are set, as Grafana does. */
  get settings() {
    const { uid, name, jsonData, url = '', user = '', database = '', secureJsonData = {} } = this.current;
    const secureJsonFields = Object.fromEntries(Object.entries(secureJsonData).map(([secret, text]) => [secret, text !== '']));
    return { uid, name, jsonData, url, user, database, secureJsonFields };
  }

  /** As Grafana's "Save": the process reads the settings again because their time has changed; secrets that are not named stay. */
  change(saved: SavedSettings): void {
    const secureJsonData = { ...this.current.secureJsonData, ...saved.secureJsonData };
    this.current = {
      ...this.current,
      ...saved,
      secureJsonData,
      lastUpdatedMs: Math.max(Date.now(), (this.current.lastUpdatedMs ?? 0) + 1),
    };
  }

  query(request: Omit<QueryRequest, 'dataSource' | keyof Requester>, signal: AbortSignal): Promise<QueryAnswer[]> {
    return this.plugin.query({ ...request, ...REQUESTER, dataSource: this.current }, signal);
  }

  checkHealth(signal?: AbortSignal): Promise<HealthReport> {
    return this.plugin.checkHealth(this.current, signal, REQUESTER);
  }

  /** The same once files have been imported; meanwhile it is said how far that is. */
  async checkHealthAfterImport(say: (line: string) => void): Promise<HealthReport> {
    for (;;) {
      const report = await this.checkHealth();
      if (!isImporting(report)) {
        return report;
      }
      say(report.message);
    }
  }

  callResource(call: Pick<ResourceCall, 'method' | 'path' | 'body'>, signal: AbortSignal): Promise<ResourceResult> {
    return this.plugin.callResource({ ...call, ...REQUESTER, dataSource: this.current }, signal);
  }

  subscribe(path: string, signal: AbortSignal): Promise<SubscriptionReport> {
    return this.plugin.subscribe({ path, ...REQUESTER, dataSource: this.current }, signal);
  }

  runChannel(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.plugin.runChannel({ path, ...REQUESTER, dataSource: this.current }, signal);
  }
}

/** The plugin has waited for some seconds before it says so. */
function isImporting({ details }: HealthReport): boolean {
  return typeof details === 'object' && details !== null && 'problem' in details && details.problem === 'importing';
}
