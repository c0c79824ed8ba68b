import { patchedRows } from '../../../domain/patchedRows';
import type { Field, Frame } from '../../frames/frame';
import { cellAt, frameJson, type FrameJson } from '../../frames/frameJson';

/** Cells of an answer that is pushed whole: about 100 kB. */
const MAX_WHOLE_CELLS = 8_000;

/** An answer that was pushed. */
export interface PushedFrames {
  readonly frames: readonly Frame[];
  /** The time for which it was asked. */
  readonly at: number;
}

/** A frame of a packet; of one that is patched only the rows that changed, and from which time on rows of before remain. */
type PacketFrame = FrameJson & { readonly patch?: { readonly from: number } };

/** What a channel carries: the answer's first frame, and the others, if it has several. */
export type Packet = PacketFrame & { readonly others?: readonly PacketFrame[] };

/** After it nothing comes: whoever still watches asks again. */
export const END_OF_CHANNEL = encoded({ ended: true });

/** The answer as it is, for who has none of before. */
export function wholePacket({ frames }: PushedFrames): Uint8Array {
  return packetOf(frames.map((frame) => frameJson(frame)));
}

/** The answer, or, where it is large and like the one of before, what changed. */
export function nextPacket(next: PushedFrames, before: PushedFrames | null): Uint8Array {
  const patched = before !== null && cellsOf(next) > MAX_WHOLE_CELLS ? patchesOf(next.frames, before.frames) : null;
  return patched === null || before === null ? wholePacket(next) : packetOf(patched, before.at);
}

/** Whether the next packet may be one that somebody who has just come cannot read. */
export function isPatched(pushed: PushedFrames): boolean {
  return cellsOf(pushed) > MAX_WHOLE_CELLS;
}

function packetOf(frames: readonly PacketFrame[], after?: number): Uint8Array {
  const [first, ...others] = after === undefined ? frames : frames.map((frame, index) => (index === 0 ? withBase(frame, after) : frame));
  return encoded({ ...first, ...(others.length === 0 ? {} : { others }) });
}

function withBase(frame: PacketFrame, after: number): PacketFrame {
  const { meta } = frame.schema;
  const live = { ...(meta.custom['live'] as object), after };
  return { ...frame, schema: { ...frame.schema, meta: { ...meta, custom: { ...meta.custom, live } } } };
}

function cellsOf({ frames }: PushedFrames): number {
  return frames.reduce((sum, { fields }) => sum + fields.length * (fields[0]?.values.length ?? 0), 0);
}

/** Null where a frame is not the one of before with other rows. */
function patchesOf(frames: readonly Frame[], before: readonly Frame[]): PacketFrame[] | null {
  const patches = frames.map((frame, index) => patchOf(frame, before[index]));
  return frames.length === before.length && patches.every((patch) => patch !== null) ? patches : null;
}

function patchOf(frame: Frame, before: Frame | undefined): PacketFrame | null {
  const [times, timesBefore] = [timesOf(frame), timesOf(before)];
  if (times === null || timesBefore === null || before === undefined || structureOf(frame) !== structureOf(before)) {
    return null;
  }
  const rowsBefore = new Map(Array.from(timesBefore, (time, row) => [time, row]));
  const changed: number[] = [];
  times.forEach((time, row) => {
    const rowBefore = rowsBefore.get(time);
    if (rowBefore === undefined || !frame.fields.every((field, index) => hasSameCell(field, row, before.fields[index], rowBefore))) {
      changed.push(row);
    }
  });
  const from = times[0] ?? 0;
  const patched = patchedRows(
    timesBefore,
    changed.map((row) => times[row] ?? 0),
    from
  );
  return patched.length === times.length ? { ...frameJson(frame, changed), patch: { from } } : null;
}

/** Ascending and each once; null where rows are not told by their time. */
function timesOf(frame: Frame | undefined): Float64Array | null {
  const [first] = frame?.fields ?? [];
  if (first?.type !== 'time') {
    return null;
  }
  return first.values.every((time, row) => row === 0 || time > (first.values[row - 1] ?? 0)) ? first.values : null;
}

function structureOf({ fields }: Frame): string {
  return JSON.stringify(fields.map(({ name, type, labels, config }) => [name, type, labels, config]));
}

function hasSameCell(field: Field, row: number, before: Field | undefined, rowBefore: number): boolean {
  return before !== undefined && cellAt(field, row) === cellAt(before, rowBefore);
}

function encoded(json: Packet | object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}
