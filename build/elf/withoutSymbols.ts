import { isElf, readSegments } from './segments';

/**
 * An ELF program or library without what only debuggers and linkers read: everything behind the last segment, and the table of
 * sections. What is loaded, exported names and unwinding tables included, is in segments and stays. Layout: System V ABI, 64 bit.
 * @throws Error if this is no such file
 */
export function withoutSymbols(program: Buffer): Buffer {
  if (!isElf(program)) {
    throw new Error('Only 64-bit little-endian ELF files have symbols that can be left out.');
  }
  const end = Math.max(...readSegments(program).map(({ offset, fileSize }) => offset + fileSize));
  const kept = Buffer.from(program.subarray(0, end));
  // The place, number and names of sections (e_shoff, e_shnum, e_shstrndx).
  kept.writeBigUInt64LE(0n, 0x28);
  kept.writeUInt16LE(0, 0x3c);
  kept.writeUInt16LE(0, 0x3e);
  return kept;
}
