import { LiveChannelConnectionState, type LiveChannelEvent, LiveChannelEventType, toLiveChannelId } from '@grafana/data';
import type { GrafanaLiveSrv } from '@grafana/runtime';
import { NEVER, Observable, of } from 'rxjs';

type Address = Parameters<GrafanaLiveSrv['getStream']>[0];

/** Grafana's live service for a page without Grafana: each channel is an event stream of the page's own server. */
export class StubLiveSrv implements GrafanaLiveSrv {
  getConnectionState(): Observable<boolean> {
    return of(true);
  }

  getStream<T>(address: Address): Observable<LiveChannelEvent<T>> {
    const id = toLiveChannelId(address);
    return new Observable((subscriber) => {
      const source = new EventSource(`/api/live/${id}`);
      source.onmessage = ({ data }: MessageEvent<string>) =>
        subscriber.next({ type: LiveChannelEventType.Message, message: JSON.parse(data) as T });
      source.onerror = () => {
        source.close();
        const state = LiveChannelConnectionState.Disconnected;
        subscriber.next({ type: LiveChannelEventType.Status, id, timestamp: Date.now(), state });
      };
      return () => source.close();
    });
  }

  getDataStream(): Observable<never> {
    return NEVER;
  }

  getPresence(): Promise<never> {
    return Promise.reject(new Error('Who else watches is known only inside Grafana.'));
  }

  publish(): Promise<never> {
    return Promise.reject(new Error('Nobody publishes into live channels.'));
  }
}
