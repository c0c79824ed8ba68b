/**
 * Gives an ELF program a folder to look for its libraries in (DT_RPATH), as `patchelf --set-rpath` does, without needing it:
 * the machine that builds has Node and nothing else. The text goes into the unused rest of a page after a loaded segment, the
 * entry into a spare slot of the dynamic section; nothing moves. Layout: System V ABI, 64 bit, little endian.
 */

import { isElf, readSegments, type Segment } from './segments';

const pageSize = 0x1000;
const segmentType = { load: 1, dynamic: 2 };
const tag = { end: 0n, stringTable: 5n, rpath: 15n, runpath: 29n };
const dynamicEntrySize = 16;

/**
 * Changes `program` in place.
 * @param searchPath a list as the loader reads it, for instance `$ORIGIN/lib`
 * @throws Error if this is no such program, has a search path already, or no room is left for one
 */
export function setSearchPath(program: Buffer, searchPath: string): void {
  if (!isElf(program)) {
    throw new Error('Only 64-bit little-endian ELF programs can be given a search path.');
  }
  const segments = readSegments(program);
  const dynamic = segments.find(({ type }) => type === segmentType.dynamic);
  if (dynamic === undefined) {
    throw new Error('The program is linked statically: it looks for no libraries.');
  }
  const { strings, spare } = readDynamic(program, dynamic);
  const text = Buffer.from(`${searchPath}\0`, 'utf8');
  const room = findRoom(program, segments, strings, text.length);
  text.copy(program, room.offset + room.fileSize);
  program.writeBigUInt64LE(BigInt(room.fileSize + text.length), room.header + 0x20);
  program.writeBigUInt64LE(BigInt(room.memorySize + text.length), room.header + 0x28);
  program.writeBigUInt64LE(tag.rpath, spare);
  // Counted from the start of the string table; the loader does not ask whether the table reaches that far.
  program.writeBigUInt64LE(room.address + BigInt(room.fileSize) - strings, spare + 8);
}

interface Dynamic {
  /** The address of the string table. */
  readonly strings: bigint;
  /** Where the first unused entry is that has an end mark behind it. */
  readonly spare: number;
}

function readDynamic(program: Buffer, dynamic: Segment): Dynamic {
  const end = dynamic.offset + dynamic.fileSize;
  let strings: bigint | undefined;
  for (let place = dynamic.offset; place + dynamicEntrySize <= end; place += dynamicEntrySize) {
    const entry = program.readBigUInt64LE(place);
    if (entry === tag.rpath || entry === tag.runpath) {
      throw new Error('The program has a search path already.');
    }
    if (entry === tag.stringTable) {
      strings = program.readBigUInt64LE(place + 8);
    }
    if (entry === tag.end) {
      if (strings === undefined || place + 2 * dynamicEntrySize > end) {
        break;
      }
      return { strings, spare: place };
    }
  }
  throw new Error('The dynamic section of the program has no room for a search path.');
}

/** A segment behind the string table whose last page has `length` unused zero bytes in the file. */
function findRoom(program: Buffer, segments: readonly Segment[], strings: bigint, length: number): Segment {
  const room = segments.find((segment) => {
    const end = segment.offset + segment.fileSize;
    const isWhole = segment.type === segmentType.load && segment.fileSize === segment.memorySize;
    const isBehind = segment.address + BigInt(segment.fileSize) >= strings;
    const staysInPage = (end % pageSize) + length <= pageSize && end % pageSize !== 0;
    const isUnused = program.subarray(end, end + length).every((byte) => byte === 0);
    const isOnlyOwner = segments.every((other) => other.offset >= end + length || other.offset + other.fileSize <= end);
    return isWhole && isBehind && staysInPage && isUnused && isOnlyOwner;
  });
  if (room === undefined) {
    throw new Error('No loaded segment of the program has room for the text of a search path.');
  }
  return room;
}
