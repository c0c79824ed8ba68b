import { CallResultError } from '../../../domain/errors';
import { openRegularFile } from './regularFile';

const FRAME = 0xfd2fb528;
/** Frames that a reader passes over. */
const [SKIPPABLE, SKIPPABLE_MASK] = [0x184d2a50, 0xfffffff0];
const [DICTIONARY_BYTES, SIZE_BYTES] = [
  [0, 1, 2, 4],
  [0, 2, 4, 8],
] as const;
const CHECKSUM_BYTES = 4;
const RUN_LENGTH = 1;
const RESERVED = 3;

/**
 * Looks whether a file is whole frames of zstd from its first to its last byte (RFC 8878). The engine takes the end of a file that is
 * cut off for the end of the text.
 * @throws CallResultError `store` if it is not
 */
export async function refuseTornZstd(path: string): Promise<void> {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    const read = async (at: number, bytes: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, at);
      return bytesRead < bytes ? null : buffer.readUIntLE(0, bytes);
    };
    for (let at = 0; at < size;) {
      const end = await endOfFrame(read, at);
      if (end === null || end > size) {
        throw new CallResultError(
          'store',
          'the zstd file is incomplete or damaged. Copy it again, or correct its name if it is not compressed.'
        );
      }
      at = end;
    }
  } finally {
    await file.close();
  }
}

/** Null where there is no frame, or the file ends inside of it. */
async function endOfFrame(read: (at: number, bytes: number) => Promise<number | null>, start: number): Promise<number | null> {
  const magic = await read(start, 4);
  if (magic !== null && (magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE) {
    const length = await read(start + 4, 4);
    return length === null ? null : start + 8 + length;
  }
  const descriptor = await read(start + 4, 1);
  if (magic !== FRAME || descriptor === null) {
    return null;
  }
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeBytes = SIZE_BYTES[descriptor >> 6] ?? 0;
  let at = start + 5 + (isSingle ? Math.max(sizeBytes, 1) : sizeBytes + 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0);
  for (;;) {
    const block = await read(at, 3);
    const type = block === null ? RESERVED : (block >> 1) & 3;
    if (block === null || type === RESERVED) {
      return null;
    }
    at += 3 + (type === RUN_LENGTH ? 1 : block >> 3);
    if ((block & 1) === 1) {
      return at + ((descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES);
    }
  }
}
