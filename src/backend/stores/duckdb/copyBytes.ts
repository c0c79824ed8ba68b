import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { queryCancelled } from '../cancelled';
import { type ByteRange, openText, readingError, type ScannedText, TextScan } from './fileLines';

/**
 * Copies bytes of an unpacked file, and looks at each.
 * @throws CallResultError `store` if the file cannot be read or the copy not be written
 */
export async function copyBytes(
  file: string,
  range: ByteRange,
  copy: string,
  see: (chunk: Buffer) => void,
  signal: AbortSignal
): Promise<ScannedText> {
  const scan = new TextScan();
  try {
    await pipeline(
      async function* () {
        for await (const chunk of await openText(file, range)) {
          const bytes: Buffer = chunk;
          scan.see(bytes);
          see(bytes);
          yield bytes;
        }
      },
      createWriteStream(copy),
      { signal }
    );
  } catch (error) {
    throw signal.aborted ? queryCancelled(signal.reason) : readingError(error);
  }
  return scan.scanned;
}
