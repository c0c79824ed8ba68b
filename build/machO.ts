/** Source: Apple's mach-o/fat.h and mach/machine.h; the numbers of a fat file are big endian, those of its parts little. */
const FAT_MAGIC = 0xcafebabe;
const FAT_ENTRY = 20;

export const MACH_O_PROCESSORS: Readonly<Record<number, string>> = { 0x01000007: 'amd64', 0x0100000c: 'arm64' };

/**
 * The part for one processor of a library that has one for each; a library for one alone stays as it is. Each part has its own signature.
 * @throws Error if there is none for the processor
 */
export function forProcessor(library: Buffer, architecture: string): Buffer {
  if (library.readUInt32BE(0) !== FAT_MAGIC) {
    return library;
  }
  for (let index = 0; index < library.readUInt32BE(4); index++) {
    const entry = 8 + index * FAT_ENTRY;
    if (MACH_O_PROCESSORS[library.readUInt32BE(entry)] === architecture) {
      const offset = library.readUInt32BE(entry + 8);
      return library.subarray(offset, offset + library.readUInt32BE(entry + 12));
    }
  }
  throw new Error(`The library has no part for ${architecture}.`);
}
