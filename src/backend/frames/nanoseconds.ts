const LOW = 2 ** 32;
const SPLIT = 2 ** 20;

/**
 * Epoch milliseconds as 64-bit nanoseconds. They do not fit a double, so each is put together of two halves, which
 * needs no BigInt per row. 64 bits hold the years 1678 to 2261. Arrow's numbers are little-endian, as are all platforms that Node runs DuckDB on.
 */
export function nanoseconds(milliseconds: Float64Array): BigInt64Array {
  const halves = new Int32Array(milliseconds.length * 2);
  for (let row = 0; row < milliseconds.length; row++) {
    const ms = Math.round(milliseconds[row] ?? 0);
    const high = Math.floor(ms / SPLIT);
    const highNs = high * 1e6;
    const lowNs = (ms - high * SPLIT) * 1e6;
    const upper = Math.floor(highNs / 4096);
    const lower = (highNs - upper * 4096) * SPLIT + lowNs;
    const carry = Math.floor(lower / LOW);
    halves[row * 2] = lower - carry * LOW;
    halves[row * 2 + 1] = upper + carry;
  }
  return new BigInt64Array(halves.buffer);
}
