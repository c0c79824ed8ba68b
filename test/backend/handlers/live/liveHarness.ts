import type { LiveState } from '../../../../src/domain/live';
import type { PluginContext } from '../../../../src/backend/protocol/plugin';
import type { PluginHarness } from '../pluginHarness';

/** A packet as the browser reads it. */
export interface ReadPacket {
  readonly ended?: true;
  readonly schema: { readonly meta: ReadMeta; readonly fields: readonly { readonly name: string; readonly labels?: unknown }[] };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
  readonly patch?: { readonly from: number };
  readonly others?: readonly ReadPacket[];
}

interface ReadMeta {
  readonly channel?: string;
  readonly notices?: readonly { readonly severity: string; readonly text: string }[];
  readonly custom: { readonly live?: LiveState; readonly question?: { readonly from: number; readonly to: number } };
}

/** The path of the channel that an answer names, and what it says of it. */
export function channelOf({ meta }: { readonly meta: Record<string, unknown> }): { path: string; live: LiveState } {
  const { channel, custom } = meta as unknown as ReadMeta;
  const { live } = custom;
  if (live === undefined) {
    throw new Error('The answer names no channel.');
  }
  return { path: (channel ?? live.channel ?? '').split('/').slice(2).join('/'), live };
}

export function readPacket(bytes: Uint8Array): ReadPacket {
  return JSON.parse(new TextDecoder().decode(bytes)) as ReadPacket;
}

/** A channel that runs: its packets, one by one. */
export class RunningChannel {
  private readonly stop = new AbortController();
  private readonly packets: AsyncIterator<Uint8Array>;

  constructor({ handlers }: PluginHarness, path: string, context: PluginContext) {
    this.packets = handlers.live.run(path, context, this.stop.signal)[Symbol.asyncIterator]();
  }

  /** Null once the run is over. */
  async next(): Promise<ReadPacket | null> {
    const { done, value } = await this.packets.next();
    return done === true ? null : readPacket(value);
  }

  /** As Grafana does when nobody watches any more; resolves when the run is over. */
  async cancel(): Promise<void> {
    this.stop.abort();
    while ((await this.packets.next()).done !== true);
  }
}
