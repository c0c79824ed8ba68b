/** The protocol's number of the type `bit`. */
const BIT = 16;

/** A value as the driver gives it, of a column of that type. */
export function valueOf(value: unknown, type: number | undefined): unknown {
  return Buffer.isBuffer(value) ? (type === BIT ? numberOfBits(value) : value.toString('utf8')) : value;
}

function numberOfBits(bits: Buffer): number | string {
  const value = BigInt(`0x${bits.toString('hex') || '0'}`);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}
