import {
  isLiveChannelMessageEvent,
  isLiveChannelStatusEvent,
  type LiveChannelEvent,
  LiveChannelConnectionState,
  parseLiveChannelAddress,
} from '@grafana/data';
import { getGrafanaLiveSrv } from '@grafana/runtime';
import { concat, EMPTY, mergeMap, type Observable, of, throwError, timeout } from 'rxjs';
import type { LiveState } from '../../domain/live';
import type { Packet } from './packet';

/** A channel from which nothing comes any more: its process was started again, its data source changed, or Grafana's connection is gone. */
export class ChannelLost extends Error {
  override readonly name = 'ChannelLost';
}

/** Answers that may be left out because one takes long, and what a slow connection may add. */
const MISSED_ANSWERS = 3;
const SLOW_MS = 10_000;

/** States that Grafana does not leave any more. */
const GONE: readonly LiveChannelConnectionState[] = [
  LiveChannelConnectionState.Disconnected,
  LiveChannelConnectionState.Shutdown,
  LiveChannelConnectionState.Invalid,
];

/** The packets of the channel that an answer names. Fails with ChannelLost when there are no more. */
export function watchChannel({ channel = '', everyMs }: LiveState): Observable<Exclude<Packet, { ended: true }>> {
  const address = parseLiveChannelAddress(channel);
  const lost = () => throwError(() => new ChannelLost());
  // Grafana's own streams of frames would keep the labels of the first packet, and of notices nothing.
  const events = address === undefined ? EMPTY : (getGrafanaLiveSrv()?.getStream<Packet>(address) ?? EMPTY);
  return concat(events, of(null)).pipe(
    mergeMap((event) => (event === null || isGone(event) ? lost() : packetsOf(event))),
    mergeMap((packet) => ('ended' in packet ? lost() : of(packet))),
    timeout({ each: MISSED_ANSWERS * everyMs + SLOW_MS, with: lost })
  );
}

function isGone(event: LiveChannelEvent<Packet>): boolean {
  return isLiveChannelStatusEvent(event) && GONE.includes(event.state);
}

function packetsOf(event: LiveChannelEvent<Packet>): Observable<Packet> {
  const message = isLiveChannelMessageEvent(event) || isLiveChannelStatusEvent(event) ? (event.message as Packet | undefined) : undefined;
  return message === undefined ? EMPTY : of(message);
}
