import { LRUCache } from 'lru-cache';
import type { Live } from '../../../domain/live';
import type { NumberMask } from '../../../domain/numberMask';
import type { CallQuery } from '../../../kinds/kinds';
import type { PluginContext } from '../../protocol/plugin';
import { askedFields } from '../../queries/ask/explain';
import type { AskedFrames } from '../answerFrames';
import { filterMaskFor, maskFor, privacyOf } from '../privacy';
import { channelPath, settingsDigest } from './channelPath';
import type { PushedFrames } from './packets';
import { type LiveWindow, windowOf } from './window';

/** Channels that are remembered after somebody has asked their question. */
const MAX_KNOWN = 2_000;

/** A question of one data source, for readers with one mask, whose answer is pushed again and again. */
export interface Channel {
  /** As frames name it. */
  readonly name: string;
  /** Whether Grafana subscribes by what the frame says, or who asked. */
  readonly namedInFrame: boolean;
  readonly asked: Omit<AskedFrames, 'live'>;
  readonly window: LiveWindow;
  /** What was pushed last; null unless it runs. */
  pushed: PushedFrames | null;
}

/** Numbers that reach somebody through a live query, by what the query says. */
type LiveQuery = CallQuery & { readonly live: Exclude<Live, false> };

export function isLive(query: CallQuery): query is LiveQuery {
  return 'live' in query && query.live !== undefined && query.live !== false;
}

/** The channels whose questions were asked. A Grafana that was not asked, or forgot, says so, and the panel asks again. */
export class Channels {
  private readonly known = new LRUCache<string, Channel>({ max: MAX_KNOWN });

  /** The channel of a question; equal ones have the same. */
  register(asked: Omit<AskedFrames, 'live'> & { readonly query: LiveQuery }, context: PluginContext, now: number): Channel | null {
    const { instance } = context;
    if (instance === null) {
      return null;
    }
    const { query, refId, request, light } = asked;
    const window = windowOf(query.live, request.range, now);
    // Only buckets that are chosen depend on the panel's width.
    const { intervalMs, maxDataPoints } = 'bucket' in query && query.bucket === 'auto' ? request : { intervalMs: 0, maxDataPoints: 0 };
    const { mask, filterMask } = request;
    const settings = settingsDigest(instance);
    const path = channelPath(settings, query.kind, [refId, askedFields(query), window, intervalMs, maxDataPoints, mask, filterMask, light]);
    const key = keyOf(context.orgId, settings, path);
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const channel: Channel = {
      namedInFrame: query.live === true,
      name: `ds/${instance.uid}/${path}`,
      asked: { ...asked, request: { ...request, intervalMs, maxDataPoints } },
      window,
      pushed: null,
    };
    this.known.set(key, channel);
    return channel;
  }

  /** Null where nobody has asked its question with these settings of the data source. */
  find(path: string, { orgId, instance }: PluginContext): Channel | null {
    return instance === null ? null : (this.known.get(keyOf(orgId, settingsDigest(instance), path)) ?? null);
  }
}

/** The settings are in it, so that no channel outlives them. */
function keyOf(orgId: number, settings: string, path: string): string {
  return JSON.stringify([orgId, settings, path]);
}

/** Whether nobody else's digits are shown to a reader, and no filter sees more than the reader's own would. */
export function mayWatch({ asked: { request } }: Channel, context: PluginContext): boolean {
  const privacy = privacyOf(context.instance?.jsonData);
  return (
    hiddenDigits(maskFor(context, privacy)) <= hiddenDigits(request.mask) &&
    hiddenDigits(filterMaskFor(context, privacy)) <= hiddenDigits(request.filterMask)
  );
}

function hiddenDigits(mask: NumberMask): number {
  return mask === 'none' ? 0 : mask === 'all' ? Infinity : mask;
}
