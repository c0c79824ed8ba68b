const elf64LittleEndian = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);

export const isElf = (program: Buffer): boolean => program.subarray(0, elf64LittleEndian.length).equals(elf64LittleEndian);

/** A part of an ELF file (64 bit, little endian) that is loaded into memory, or tells the loader something. */
export interface Segment {
  /** Where its own header is. */
  readonly header: number;
  readonly type: number;
  readonly offset: number;
  readonly address: bigint;
  readonly fileSize: number;
  readonly memorySize: number;
}

export function readSegments(program: Buffer): Segment[] {
  const start = Number(program.readBigUInt64LE(0x20));
  const size = program.readUInt16LE(0x36);
  const count = program.readUInt16LE(0x38);
  return Array.from({ length: count }, (_, index) => {
    const header = start + index * size;
    return {
      header,
      type: program.readUInt32LE(header),
      offset: Number(program.readBigUInt64LE(header + 0x08)),
      address: program.readBigUInt64LE(header + 0x10),
      fileSize: Number(program.readBigUInt64LE(header + 0x20)),
      memorySize: Number(program.readBigUInt64LE(header + 0x28)),
    };
  });
}
