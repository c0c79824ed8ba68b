import { readSegments } from './segments';

const segmentType = { load: 1, dynamic: 2 };
const tag = { end: 0n, needed: 1n, stringTable: 5n };
const entrySize = 16;

/** The libraries that an ELF program or library (64 bit, little endian) is linked to, by name. Layout: System V ABI. */
export function neededLibraries(program: Buffer): string[] {
  const segments = readSegments(program);
  const dynamic = segments.find(({ type }) => type === segmentType.dynamic);
  if (dynamic === undefined) {
    return [];
  }
  const names: bigint[] = [];
  let strings = 0n;
  for (let place = dynamic.offset; place + entrySize <= dynamic.offset + dynamic.fileSize; place += entrySize) {
    const entry = program.readBigUInt64LE(place);
    const value = program.readBigUInt64LE(place + 8);
    if (entry === tag.end) {
      break;
    }
    if (entry === tag.needed) {
      names.push(value);
    } else if (entry === tag.stringTable) {
      strings = value;
    }
  }
  return names.map((name) => textAt(strings + name));

  function textAt(address: bigint): string {
    const segment = segments.find(
      (one) => one.type === segmentType.load && address >= one.address && address < one.address + BigInt(one.fileSize)
    );
    if (segment === undefined) {
      throw new Error('The name of a library is outside of the program.');
    }
    const start = segment.offset + Number(address - segment.address);
    return program.toString('latin1', start, program.indexOf(0, start));
  }
}
