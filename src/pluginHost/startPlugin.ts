import { connect } from 'node:net';
import { create } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import type { Transport } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { CheckHealthRequestSchema, Data, Diagnostics, Resource, Stream } from '../backend/protocol/gen/backend_pb';
import { GRPCController } from '../backend/protocol/gen/go_plugin_pb';
import { channelMessage, contextMessage, healthReport, queryAnswers, queryMessage, resourceMessage, subscriptionReport } from './messages';
import type {
  ChannelCall,
  DataSourceSettings,
  HealthReport,
  QueryAnswer,
  QueryRequest,
  Requester,
  ResourceCall,
  ResourceResult,
  SubscriptionReport,
} from './messages';
import { startProcess } from './pluginProcess';
import type { PluginLog, RunningProcess } from './pluginProcess';

export interface StartOptions {
  /** What the process finds in its environment beside the protocol's own variables, for instance GF_PLUGIN_RECORDS_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onLog?: (log: PluginLog) => void;
  /** Given to the executable; Grafana gives none. */
  readonly arguments?: readonly string[];
}

/** A running plugin. Every call is cancelled in the plugin when its signal fires. */
export interface Plugin {
  readonly pid: number;
  /** For calls beyond the methods below. */
  readonly transport: Transport;
  /** Resolves with the exit code (null: killed) when the process has ended, asked or not. */
  readonly ended: Promise<number | null>;
  query(request: QueryRequest, signal?: AbortSignal): Promise<QueryAnswer[]>;
  checkHealth(dataSource: DataSourceSettings, signal?: AbortSignal, requester?: Requester): Promise<HealthReport>;
  /** Prometheus' text format. */
  collectMetrics(): Promise<string>;
  callResource(call: ResourceCall, signal?: AbortSignal): Promise<ResourceResult>;
  /** Asks whether a live channel may be watched. */
  subscribe(channel: ChannelCall, signal?: AbortSignal): Promise<SubscriptionReport>;
  /** Runs a live channel until the signal fires: its packets. */
  runChannel(channel: ChannelCall, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Asks the process to end, and kills it where it does not: like Grafana after 2 s. */
  stop(): Promise<void>;
}

const killMs = 2000;
const longestAnswer = 512 * 1024 * 1024;

/** Starts a plugin's executable as Grafana does: a nearly empty environment, the magic cookie, gRPC on its socket. */
export async function startPlugin(executable: string, options: StartOptions = {}): Promise<Plugin> {
  const env = { ...options.env, grafana_plugin_type: 'datasource', PLUGIN_PROTOCOL_VERSIONS: '2' };
  const running = await startProcess([executable, ...(options.arguments ?? [])], env, options.onLog ?? (() => undefined));
  const { child } = running;
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const transport = transportTo(running);
  const data = createClient(Data, transport);
  const diagnostics = createClient(Diagnostics, transport);
  const resource = createClient(Resource, transport);
  const stream = createClient(Stream, transport);
  const controller = createClient(GRPCController, transport);

  return {
    pid: child.pid ?? 0,
    transport,
    ended,
    async query(request, signal) {
      return queryAnswers(request, await data.queryData(queryMessage(request), { signal }));
    },
    async checkHealth(dataSource, signal, requester = {}) {
      const request = create(CheckHealthRequestSchema, { pluginContext: contextMessage(dataSource, requester) });
      return healthReport(await diagnostics.checkHealth(request, { signal }));
    },
    async collectMetrics() {
      const { metrics } = await diagnostics.collectMetrics({});
      return new TextDecoder().decode(metrics?.prometheus);
    },
    async callResource(call, signal) {
      return collect(resource.callResource(resourceMessage(call), { signal }));
    },
    async subscribe(channel, signal) {
      return subscriptionReport(await stream.subscribeStream(channelMessage(channel), { signal }));
    },
    async *runChannel(channel, signal) {
      for await (const { data } of stream.runStream(channelMessage(channel), { signal })) {
        yield data;
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) {
        return;
      }
      const timer = setTimeout(() => child.kill('SIGKILL'), killMs);
      // A process that is already ending may not answer any more.
      await controller.shutdown({}, { timeoutMs: killMs }).catch(() => undefined);
      await ended;
      clearTimeout(timer);
    },
  };
}

function transportTo({ network, address }: RunningProcess): Transport {
  const colon = address.lastIndexOf(':');
  const dial = (): ReturnType<typeof connect> =>
    network === 'unix' ? connect(address) : connect(Number(address.slice(colon + 1)), address.slice(0, colon));
  return createGrpcTransport({
    baseUrl: 'http://plugin',
    acceptCompression: [],
    readMaxBytes: longestAnswer,
    nodeOptions: { createConnection: dial, maxSessionMemory: 2048, settings: { initialWindowSize: 8 * 1024 * 1024 } },
  });
}

/** The first message has status and headers, each one a piece of the body. */
async function collect(
  messages: AsyncIterable<{ code: number; headers: Record<string, { values: string[] }>; body: Uint8Array }>
): Promise<ResourceResult> {
  let head: Omit<ResourceResult, 'body'> | undefined;
  const pieces: Uint8Array[] = [];
  for await (const { code, headers, body } of messages) {
    head ??= { status: code, headers: Object.fromEntries(Object.entries(headers).map(([name, { values }]) => [name, values])) };
    pieces.push(body);
  }
  if (head === undefined) {
    throw new Error('The plugin left the resource call without an answer.');
  }
  return { ...head, body: Buffer.concat(pieces) };
}
