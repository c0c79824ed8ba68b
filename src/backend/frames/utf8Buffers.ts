/** Texts as Arrow keeps them: all bytes one after another, and where each begins; one offset more than texts. */
export interface Utf8Buffers {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** A call for each text would take longer than to copy one of so many bytes in a loop. */
const SHORT = 32;

/** Texts repeat much in tables, so each different one is encoded once. */
export function utf8Buffers(values: readonly (string | null)[]): Utf8Buffers {
  const encoder = new TextEncoder();
  const numbers = new Map<string, number>();
  const encoded: Uint8Array[] = [];
  const ofRow = new Int32Array(values.length);
  const offsets = new Int32Array(values.length + 1);
  let length = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    let number = -1;
    if (value !== null) {
      number = numbers.get(value) ?? -1;
      if (number < 0) {
        number = encoded.push(encoder.encode(value)) - 1;
        numbers.set(value, number);
      }
      length += encoded[number]!.length;
    }
    ofRow[row] = number;
    offsets[row + 1] = length;
  }
  const bytes = new Uint8Array(length);
  for (let row = 0; row < values.length; row++) {
    const number = ofRow[row]!;
    if (number >= 0) {
      copyTo(bytes, encoded[number]!, offsets[row]!);
    }
  }
  return { offsets, bytes };
}

function copyTo(bytes: Uint8Array, text: Uint8Array, from: number): void {
  if (text.length > SHORT) {
    bytes.set(text, from);
    return;
  }
  for (let at = 0; at < text.length; at++) {
    bytes[from + at] = text[at]!;
  }
}
