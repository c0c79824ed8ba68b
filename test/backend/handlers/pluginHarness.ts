import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHandlers } from '../../../src/backend/handlers/createHandlers';
import type { DataQuery, PluginContext, PluginHandlers } from '../../../src/backend/protocol/plugin';
import { decodeFrame, type DecodedFrame } from '../frames/decodeFrame';

/** Eight rows as a person wrote them down; whoever changes them counts again. */
const CALLS_CSV = `start_time,sip_code,trunk,duration_ms
2026-11-23T08:00:10Z,200,t1,61000
2026-11-23T08:10:00Z,200,t2,5000
2026-11-23T08:20:00Z,486,t1,
2026-11-23T09:00:00Z,486,t1,
2026-11-23T09:30:00Z,503,,
2026-11-23T09:59:59Z,404,t2,
2026-11-23T10:00:00Z,,t2,
2026-11-23T10:30:00Z,200,t1,1000
`;

export const FROM = Date.parse('2026-11-23T08:00:00Z');
export const TO = Date.parse('2026-11-23T11:00:00Z');

const never = new AbortController().signal;

/** The plugin's handlers over a folder of records, asked as the protocol would ask them. */
export class PluginHarness {
  readonly folder = mkdtempSync(join(tmpdir(), 'call-records-'));
  readonly handlers: PluginHandlers;
  private updates = 0;

  constructor(env: NodeJS.ProcessEnv = {}, now: () => number = Date.now) {
    this.write('calls.csv', CALLS_CSV);
    this.handlers = createHandlers({ GF_PLUGIN_RECORDS_DIR: this.folder, GF_PLUGIN_THREADS: '1', ...env }, now);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  context(jsonData: unknown = { path: 'calls.csv' }, headers: Readonly<Record<string, string>> = {}): PluginContext {
    const instance = {
      uid: JSON.stringify(jsonData),
      name: 'records',
      url: '',
      user: '',
      database: '',
      jsonData,
      secureJsonData: {},
      lastUpdatedMs: ++this.updates,
    };
    return { orgId: 1, user: null, instance, headers: new Map(Object.entries(headers)) };
  }

  async query(json: object, context = this.context(), rest: Partial<DataQuery> = {}, signal = never): Promise<DecodedFrame> {
    const asked: DataQuery = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json, ...rest };
    const [frame] = await this.handlers.query(asked, context, signal);
    if (frame === undefined) {
      throw new Error('no frame');
    }
    return decodeFrame(frame);
  }

  health(jsonData?: unknown) {
    return this.handlers.checkHealth(this.context(jsonData), never);
  }

  resource(
    path: string,
    { search = {}, method = 'GET', body = '' }: { search?: Record<string, string>; method?: string; body?: string } = {}
  ) {
    const request = { method, path, search: new URLSearchParams(search), body: new TextEncoder().encode(body) };
    return this.handlers.resource(request, { ...this.context(), user: { login: 'editor', role: 'Editor' } }, never);
  }

  async close(): Promise<void> {
    await this.handlers.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
