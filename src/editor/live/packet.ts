import { type DataFrame, type DataFrameJSON, dataFrameFromJSON, FieldType } from '@grafana/data';
import type { LiveState } from '../../domain/live';
import { patchedRows } from '../../domain/patchedRows';

/** A frame of a packet; of a patched one only the rows that changed. */
type PacketFrame = DataFrameJSON & { readonly patch?: { readonly from: number } };

/** What a live channel carries: an answer, its first frame in Grafana's own form, or the end. */
export type Packet = (PacketFrame & { readonly others?: readonly PacketFrame[] }) | { readonly ended: true };

/** An answer as a panel shows it. */
export interface LiveAnswer {
  readonly frames: readonly DataFrame[];
  /** The time for which it was pushed; null where a query was answered. */
  readonly pushedAt: number | null;
}

/** What the first frame of a live answer says; null of any other. */
export function liveStateOf({ meta }: Pick<DataFrame, 'meta'> | NonNullable<DataFrameJSON['schema']>): LiveState | null {
  return (meta?.custom?.['live'] as LiveState | undefined) ?? null;
}

/** The answer after a packet; the same one if the packet is older, or says what changed in an answer that is not there. */
export function afterPacket(answer: LiveAnswer, packet: Exclude<Packet, { ended: true }>): LiveAnswer {
  const [first] = answer.frames;
  const [before, state] = [
    first === undefined ? null : liveStateOf(first),
    packet.schema === undefined ? null : liveStateOf(packet.schema),
  ];
  if (state === null || (before !== null && state.at < before.at) || (state.after !== undefined && state.after !== answer.pushedAt)) {
    return answer;
  }
  const frames = [packet, ...(packet.others ?? [])].map((frame, index) => frameAfter(answer.frames[index], frame));
  return { frames, pushedAt: state.at };
}

function frameAfter(before: DataFrame | undefined, { patch, ...json }: PacketFrame): DataFrame {
  const frame = dataFrameFromJSON({ schema: json.schema, data: json.data });
  if (patch === undefined || before === undefined) {
    return frame;
  }
  const rows = patchedRows(timesOf(before), timesOf(frame), patch.from);
  const fields = frame.fields.map((field, index) => {
    const old = before.fields[index]?.values ?? [];
    return { ...field, values: rows.map(({ of, row }): unknown => (of === 'patch' ? field.values[row] : old[row])) };
  });
  return { ...frame, fields, length: rows.length };
}

function timesOf({ fields }: DataFrame): readonly number[] {
  return (fields.find(({ type }) => type === FieldType.time)?.values as readonly number[] | undefined) ?? [];
}
