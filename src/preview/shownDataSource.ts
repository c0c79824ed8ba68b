import type { StoredSettings } from '../domain/settings';
import type { Asker, DataSourceSettings, HealthReport, QueryAnswer, QueryRequest, ResourceCall, ResourceResult } from './client/messages';
import type { Plugin } from './client/startPlugin';

export const DATA_SOURCE_UID = 'records';

const ASKER: Asker = { orgId: 1, user: { login: 'preview', role: 'Admin' } };

/** The one data source that the preview shows: its settings, which the page may change, and the process that answers for it. */
export class ShownDataSource {
  private current: DataSourceSettings;

  constructor(
    private readonly plugin: Plugin,
    /** What the page calls it. */
    readonly title: string,
    jsonData: StoredSettings
  ) {
    this.current = { uid: DATA_SOURCE_UID, name: 'Call records', jsonData, lastUpdatedMs: Date.now() };
  }

  get settings(): DataSourceSettings {
    return this.current;
  }

  /** As Grafana's "Save": the process reads the settings again because their time has changed. */
  change(jsonData: unknown): void {
    this.current = { ...this.current, jsonData, lastUpdatedMs: Math.max(Date.now(), (this.current.lastUpdatedMs ?? 0) + 1) };
  }

  query(request: Omit<QueryRequest, 'dataSource' | keyof Asker>, signal: AbortSignal): Promise<QueryAnswer[]> {
    return this.plugin.query({ ...request, ...ASKER, dataSource: this.current }, signal);
  }

  checkHealth(signal?: AbortSignal): Promise<HealthReport> {
    return this.plugin.checkHealth(this.current, signal, ASKER);
  }

  callResource(call: Pick<ResourceCall, 'method' | 'path' | 'body'>, signal: AbortSignal): Promise<ResourceResult> {
    return this.plugin.callResource({ ...call, ...ASKER, dataSource: this.current }, signal);
  }
}
