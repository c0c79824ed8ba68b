/** Arrow's validity: a bit per row, the lowest bit first, 0 where the value is missing. */
export interface Validity {
  readonly nullCount: number;
  /** Null if nothing is missing. */
  readonly nullBitmap: Uint8Array | null;
}

export const ALL_VALID: Validity = { nullCount: 0, nullBitmap: null };

export function validityOf<T>(values: ArrayLike<T>, isMissing: (value: T) => boolean): Validity {
  let nullBitmap: Uint8Array | null = null;
  let nullCount = 0;
  for (let row = 0; row < values.length; row++) {
    if (isMissing(values[row] as T)) {
      // Arrow wants the bitmap padded to whole 8 bytes.
      nullBitmap ??= new Uint8Array(Math.ceil(values.length / 64) * 8).fill(0xff);
      nullBitmap[row >> 3]! &= ~(1 << (row & 7));
      nullCount++;
    }
  }
  return { nullCount, nullBitmap };
}
