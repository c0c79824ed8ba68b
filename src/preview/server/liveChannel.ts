import type { ServerResponse } from 'node:http';
import type { SubscriptionReport } from '../../pluginHost/messages';
import { DATA_SOURCE_UID, type PreviewDataSource } from '../previewDataSource';
import { Refusal } from './answer';

/** Where the page listens to live channels; not an address of Grafana, which has a WebSocket for it. */
export const LIVE_CHANNELS = `/api/live/ds/${DATA_SOURCE_UID}/`;

const REFUSALS: Readonly<Record<Exclude<SubscriptionReport['status'], 'OK'>, number>> = { NOT_FOUND: 404, PERMISSION_DENIED: 403 };

/**
 * The packets of a channel as an event stream, until the page leaves.
 * @throws Refusal if the channel may not be watched
 */
export async function sendChannel(source: PreviewDataSource, path: string, response: ServerResponse, gone: AbortSignal): Promise<void> {
  const { status, data } = await source.subscribe(path, gone);
  if (status !== 'OK') {
    throw new Refusal(REFUSALS[status], `The channel ${path} cannot be watched. Ask its query again.`);
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (packet: Uint8Array) => response.write(`data: ${new TextDecoder().decode(packet)}\n\n`);
  if (data.length > 0) {
    send(data);
  }
  for await (const packet of source.runChannel(path, gone)) {
    send(packet);
  }
  response.end();
}
