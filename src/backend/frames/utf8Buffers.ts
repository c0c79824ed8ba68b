/** Texts as Arrow keeps them: all bytes one after another, and where each begins; one offset more than texts. */
export interface Utf8Buffers {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** Texts repeat much in tables, so each different one is encoded once. */
export function utf8Buffers(values: readonly (string | null)[]): Utf8Buffers {
  const encoder = new TextEncoder();
  const encoded = new Map<string, Uint8Array>();
  const offsets = new Int32Array(values.length + 1);
  let length = 0;
  values.forEach((value, row) => {
    if (value !== null) {
      let one = encoded.get(value);
      if (one === undefined) {
        one = encoder.encode(value);
        encoded.set(value, one);
      }
      length += one.length;
    }
    offsets[row + 1] = length;
  });
  const bytes = new Uint8Array(length);
  values.forEach((value, row) => {
    const one = value === null ? undefined : encoded.get(value);
    if (one !== undefined) {
      bytes.set(one, offsets[row]);
    }
  });
  return { offsets, bytes };
}
