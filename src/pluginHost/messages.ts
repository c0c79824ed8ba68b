/** What a host asks a plugin and is told, in plain values; the protocol's messages are made from these. */
import { create } from '@bufbuild/protobuf';
import {
  CallResourceRequestSchema,
  ChannelRequestSchema,
  ChannelResponse_Status as ChannelStatus,
  CheckHealthResponse_HealthStatus as HealthStatus,
  PluginContextSchema,
  QueryDataRequestSchema,
} from '../backend/protocol/gen/backend_pb';
import type {
  CallResourceRequest,
  ChannelRequest,
  ChannelResponse,
  CheckHealthResponse,
  PluginContext,
  QueryDataRequest,
  QueryDataResponse,
} from '../backend/protocol/gen/backend_pb';

/** A data source as Grafana stores it. */
export interface DataSourceSettings {
  readonly uid: string;
  readonly name: string;
  readonly jsonData: unknown;
  readonly url?: string;
  readonly user?: string;
  readonly database?: string;
  readonly secureJsonData?: Readonly<Record<string, string>>;
  /** Epoch milliseconds; another number than before makes the plugin read the settings again. */
  readonly lastUpdatedMs?: number;
}

/** The sender: the organization (1 by default), and the user, whom alert rules do not have. */
export interface Requester {
  readonly orgId?: number;
  readonly user?: { readonly login: string; readonly role: string };
}

export interface QueryRequest extends Requester {
  readonly dataSource: DataSourceSettings;
  /** Each as the editor stored it. */
  readonly queries: readonly { readonly refId: string; readonly queryType?: string }[];
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface QueryAnswer {
  readonly refId: string;
  /** An HTTP status code. */
  readonly status: number;
  /** Arrow IPC files, one a frame; none if the query failed. */
  readonly frames: readonly Uint8Array[];
  /** Null if the query was answered. */
  readonly error: { readonly message: string; readonly source: string } | null;
}

export interface HealthReport {
  readonly status: 'UNKNOWN' | 'OK' | 'ERROR';
  readonly message: string;
  readonly details: unknown;
}

export interface ResourceCall extends Requester {
  readonly dataSource: DataSourceSettings;
  /** GET if not given. */
  readonly method?: string;
  /** With its query string, without leading slash. */
  readonly path: string;
  readonly body?: Uint8Array;
}

export interface ResourceResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Uint8Array;
}

/** A live channel of a data source; the path is its name without `ds/<uid>/`. */
export interface ChannelCall extends Requester {
  readonly dataSource: DataSourceSettings;
  readonly path: string;
}

export interface SubscriptionReport {
  readonly status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED';
  /** What a subscriber starts with; empty if nothing. */
  readonly data: Uint8Array;
}

const pluginId = 'callmeter-callresult-datasource';
const encoder = new TextEncoder();

export function contextMessage(dataSource: DataSourceSettings, requester: Requester): PluginContext {
  return create(PluginContextSchema, {
    orgId: BigInt(requester.orgId ?? 1),
    pluginId,
    ...(requester.user === undefined ? {} : { user: { login: requester.user.login, role: requester.user.role } }),
    dataSourceInstanceSettings: {
      id: 1n,
      uid: dataSource.uid,
      name: dataSource.name,
      url: dataSource.url ?? '',
      user: dataSource.user ?? '',
      database: dataSource.database ?? '',
      jsonData: encoder.encode(JSON.stringify(dataSource.jsonData)),
      decryptedSecureJsonData: { ...dataSource.secureJsonData },
      lastUpdatedMs: BigInt(dataSource.lastUpdatedMs ?? 1),
    },
  });
}

export function queryMessage(request: QueryRequest): QueryDataRequest {
  return create(QueryDataRequestSchema, {
    pluginContext: contextMessage(request.dataSource, request),
    headers: { ...request.headers },
    queries: request.queries.map((query) => ({
      refId: query.refId,
      queryType: query.queryType ?? '',
      intervalMs: BigInt(request.intervalMs),
      maxDataPoints: BigInt(request.maxDataPoints),
      timeRange: { fromEpochMs: BigInt(request.from), toEpochMs: BigInt(request.to) },
      json: encoder.encode(JSON.stringify(query)),
    })),
  });
}

/** In the order asked. */
export function queryAnswers(request: QueryRequest, { responses }: QueryDataResponse): QueryAnswer[] {
  return request.queries.map(({ refId }) => {
    const response = responses[refId];
    if (response === undefined) {
      throw new Error(`The plugin left the query ${refId} without an answer.`);
    }
    const { status, frames, error, errorSource } = response;
    return { refId, status, frames, error: error === '' ? null : { message: error, source: errorSource } };
  });
}

export function healthReport({ status, message, jsonDetails }: CheckHealthResponse): HealthReport {
  const details: unknown = jsonDetails.length === 0 ? {} : JSON.parse(new TextDecoder().decode(jsonDetails));
  return { status: statusName(status), message, details };
}

function statusName(status: HealthStatus): HealthReport['status'] {
  switch (status) {
    case HealthStatus.UNKNOWN:
      return 'UNKNOWN';
    case HealthStatus.OK:
      return 'OK';
    case HealthStatus.ERROR:
      return 'ERROR';
  }
}

export function resourceMessage(call: ResourceCall): CallResourceRequest {
  return create(CallResourceRequestSchema, {
    pluginContext: contextMessage(call.dataSource, call),
    path: call.path.split('?', 1)[0] ?? '',
    method: call.method ?? 'GET',
    url: call.path,
    body: call.body ?? new Uint8Array(),
  });
}

export function channelMessage(call: ChannelCall): ChannelRequest {
  return create(ChannelRequestSchema, { pluginContext: contextMessage(call.dataSource, call), path: call.path });
}

export function subscriptionReport({ status, data }: ChannelResponse): SubscriptionReport {
  return { status: channelStatusName(status), data };
}

function channelStatusName(status: ChannelStatus): SubscriptionReport['status'] {
  switch (status) {
    case ChannelStatus.OK:
      return 'OK';
    case ChannelStatus.NOT_FOUND:
      return 'NOT_FOUND';
    case ChannelStatus.PERMISSION_DENIED:
      return 'PERMISSION_DENIED';
  }
}
