import type { DataQuery, PluginContext } from '../../../src/backend/protocol/plugin';
import { decodeFrame } from '../../../src/preview/frames/decodeFrame';
import type { PluginHarness } from '../../backend/handlers/pluginHarness';

/** A request to `/api/ds/query`. */
export interface QueryRequest {
  /** Epoch milliseconds. */
  readonly from: string;
  readonly to: string;
  readonly queries: readonly { readonly refId: string; readonly live?: unknown }[];
}

/** What Grafana's server answers, of the plugin's handlers. */
export async function answerQueries({ handlers }: PluginHarness, context: PluginContext, { from, to, queries }: QueryRequest) {
  const answers = queries.map(async (json) => {
    const query: DataQuery = {
      refId: json.refId,
      queryType: '',
      intervalMs: 60_000,
      maxDataPoints: 500,
      from: Number(from),
      to: Number(to),
      json,
    };
    const frames = (await handlers.query(query, context, new AbortController().signal)).map(decodeFrame);
    return [json.refId, { status: 200, frames }] as const;
  });
  return { results: Object.fromEntries(await Promise.all(answers)) };
}
