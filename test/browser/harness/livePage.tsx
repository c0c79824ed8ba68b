import { startGrafanaShim } from '../../../src/preview/page/grafanaShim';
import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type LiveChannelAddress,
  type LiveChannelEvent,
  rangeUtil,
  toLiveChannelId,
} from '@grafana/data';
import { setGrafanaLiveSrv } from '@grafana/runtime';
import { finalize, type Observable, Subject, type Subscription } from 'rxjs';
import { CallResultDataSource } from '../../../src/editor/CallResultDataSource';
import type { EditedQuery } from '../../../src/editor/fields/editedQuery';
import { instanceSettings } from './instanceSettings';

/** A panel that shows what the data source answers, and Grafana's live service in the hands of a test. */
export interface LivePage {
  /** Opens the panel; a second time it asks anew, as a refresh does. */
  ask(queries: object[], from: string, app?: string): void;
  leave(): void;
  emit(channel: string, event: object): void;
  /** Channels that are watched. */
  watched(): string[];
  shown(): ShownResponse | null;
}

export interface ShownResponse {
  readonly state: string | undefined;
  readonly error: string | undefined;
  readonly frames: readonly {
    readonly refId: string | undefined;
    readonly fields: readonly { readonly name: string; readonly labels: unknown; readonly values: readonly unknown[] }[];
    readonly notices: readonly string[];
    readonly custom: Readonly<Record<string, unknown>>;
    /** How many links lead to calls. */
    readonly links: number;
  }[];
}

const channels = new Map<string, Subject<LiveChannelEvent>>();

function getStream<T>(address: LiveChannelAddress): Observable<LiveChannelEvent<T>> {
  const id = toLiveChannelId(address);
  const channel = channels.get(id) ?? new Subject<LiveChannelEvent>();
  channels.set(id, channel);
  return channel.pipe(finalize(() => channel.observed || channels.delete(id)));
}

async function start(): Promise<void> {
  let datasource: CallResultDataSource | null = null;
  await startGrafanaShim(() => ({ settings: instanceSettings, instance: datasource! }));
  const nothing = (): never => {
    throw new Error('The data source watches channels, and nothing else.');
  };
  setGrafanaLiveSrv({ getStream, getConnectionState: nothing, getDataStream: nothing, getPresence: nothing, publish: nothing });
  datasource = new CallResultDataSource(instanceSettings);
  let panel: Subscription | null = null;
  let response: DataQueryResponse | null = null;
  const page: LivePage = {
    ask(queries, from, app) {
      panel?.unsubscribe();
      const range = rangeUtil.convertRawToRange({ from, to: 'now' }, 'UTC');
      const request = {
        targets: queries,
        range,
        timezone: 'UTC',
        intervalMs: 60_000,
        maxDataPoints: 500,
        scopedVars: {},
        requestId: 'Q',
        app,
      };
      panel = datasource.query(request as unknown as DataQueryRequest<EditedQuery>).subscribe((next) => (response = next));
    },
    leave: () => panel?.unsubscribe(),
    emit: (channel, event) => channels.get(channel)?.next(event as LiveChannelEvent),
    watched: () => [...channels.keys()],
    shown: () => response && shownOf(response),
  };
  Object.assign(window, { livePage: page });
  document.getElementById('root')!.innerHTML = '<pre data-testid="emitted">{}</pre>';
}

function shownOf({ state, error, errors, data }: DataQueryResponse): ShownResponse {
  const frames = (data as DataFrame[]).map(({ refId, fields, meta }) => ({
    refId,
    fields: fields.map(({ name, labels, values }) => ({ name, labels, values: [...(values as unknown[])] })),
    notices: (meta?.notices ?? []).map(({ text }) => text),
    custom: (meta?.custom ?? {}) as Record<string, unknown>,
    links: fields.flatMap(({ config }) => config.links ?? []).length,
  }));
  return { state, error: (errors?.[0] ?? error)?.message, frames };
}

void start();
