/** What a plugin must be able to do; the protocol knows nothing more of it. */

/** The sender, and the data source it uses. Times are epoch milliseconds. */
export interface PluginContext {
  readonly orgId: number;
  /** Null where nobody is named. Grafana itself asks under names of its own, and visitors without a login have the empty one. */
  readonly user: { readonly login: string; readonly role: string } | null;
  readonly instance: DataSourceInstance | null;
  readonly headers: ReadonlyMap<string, string>;
}

export interface DataSourceInstance {
  readonly uid: string;
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  /** Parsed; an empty object if Grafana sent none. */
  readonly jsonData: unknown;
  readonly secureJsonData: Readonly<Record<string, string>>;
  readonly lastUpdatedMs: number;
}

export interface DataQuery {
  readonly refId: string;
  readonly queryType: string;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  readonly from: number;
  readonly to: number;
  /** The query as the editor stored it. */
  readonly json: unknown;
}

/** Arrow IPC files, one per frame. */
export type EncodedFrames = readonly Uint8Array[];

export type ErrorSource = 'plugin' | 'downstream';

/** An error that reaches Grafana with its own HTTP-like status and source; anything else thrown is status 500, source plugin. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';
  constructor(
    readonly status: number,
    readonly source: ErrorSource,
    message: string,
    options?: { cause?: unknown }
  ) {
    super(message, options);
  }
}

export interface HealthAnswer {
  readonly ok: boolean;
  readonly message: string;
  /** Any JSON value. */
  readonly details: unknown;
}

export interface ResourceRequest {
  readonly method: string;
  /** Without leading slash and without query string. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly body: Uint8Array;
}

export interface ResourceAnswer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body: unknown;
}

/** `not found`: no channel has this path. `refused`: its numbers are not for this user. */
export type Subscription = { readonly status: 'not found' | 'refused' } | { readonly status: 'ok'; readonly data: Uint8Array | null };

/** Channels of the data source through which numbers are pushed, named by their paths. */
export interface LiveChannels {
  /** Whether a user may watch a channel, and what is shown before the next packet; null: nothing. */
  subscribe(path: string, context: PluginContext): Subscription;
  /** Packets of a channel, as JSON, until the signal fires. Grafana runs each channel once, however many watch it. */
  run(path: string, context: PluginContext, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface PluginHandlers {
  /** Answers one query; each query of a request is handled separately. */
  query(query: DataQuery, context: PluginContext, signal: AbortSignal): Promise<EncodedFrames>;
  checkHealth(context: PluginContext, signal: AbortSignal): Promise<HealthAnswer>;
  /** Metrics in Prometheus' text format. */
  collectMetrics(): Promise<string>;
  resource(request: ResourceRequest, context: PluginContext, signal: AbortSignal): Promise<ResourceAnswer>;
  readonly live: LiveChannels;
  /** Releases what the plugin holds; called once before the process ends. */
  close(): Promise<void>;
}
