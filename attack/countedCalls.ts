import { decodeFrame } from '../test/backend/frames/decodeFrame';

/** The calls of a distribution: the results that it shows add up to all of them. */
export function countedCalls(frames: readonly Uint8Array[]): number {
  const numbers = frames.flatMap((frame) => decodeFrame(frame).fields.filter(({ tstype }) => tstype === 'number'));
  return numbers.flatMap(({ values }) => values).reduce<number>((sum, value) => sum + Number(value), 0);
}

/** Whether it is shown because the database cannot be reached now. */
export function isLastAnswer(frames: readonly Uint8Array[]): boolean {
  return frames.some((frame) => (decodeFrame(frame).meta['custom'] as { readonly asOf?: string } | undefined)?.asOf !== undefined);
}
