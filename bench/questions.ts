import type { DataQuery, PluginContext, PluginHandlers } from '../src/backend/protocol/plugin';
import { FIRST, LAST } from './sampleOfTenMillion';

/** A data source as Grafana tells the plugin of it. */
export interface BenchSource {
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly password: string;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

export function contextFor({ password, jsonData, ...account }: BenchSource): PluginContext {
  const name = JSON.stringify(jsonData);
  const secureJsonData: Record<string, string> = password === '' ? {} : { password };
  const instance = { uid: name, name, ...account, secureJsonData, lastUpdatedMs: 1, jsonData: { version: 1, ...jsonData } };
  return { orgId: 1, user: null, headers: new Map(), instance };
}

export interface BenchRange {
  readonly from: number;
  readonly to: number;
}

export const WHOLE_MONTH: BenchRange = { from: FIRST, to: LAST };
/** How far back `changes` compares. */
export const BEFORE_MS = 7 * 86_400_000;

/** The largest answers: nearly as many cells as there may be, and more entries than that, since every call says a word of its own where the code should be. */
export const LARGEST = [
  { settings: {}, query: { kind: 'trend', bucket: '5m', splitBy: ['trunk'], top: 12 } },
  { settings: { columns: { sip_code: 'call_id' } }, query: { kind: 'codes' } },
] as const;

/** From a query's JSON to the bytes of its Arrow frames, with nothing kept of earlier queries unless the query says so; rejects if it is answered by an error. */
export function ask(
  handlers: PluginHandlers,
  context: PluginContext,
  body: object,
  { from, to } = WHOLE_MONTH
): Promise<readonly Uint8Array[]> {
  const query: DataQuery = {
    refId: 'A',
    queryType: '',
    intervalMs: 60_000,
    maxDataPoints: 50_000,
    from,
    to,
    json: { refId: 'A', version: 1, fresh: true, ...body },
  };
  return handlers.query(query, context, new AbortController().signal);
}
