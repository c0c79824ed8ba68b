import { MAX_LINE_LENGTH } from './fileLines';
import { openRegularFile } from './regularFile';

const LINE_FEED = 0x0a;
const STEP_BYTES = 64 * 1024;

/** Where the last line ends that ends between two places of a file; null if none does within the length of the longest line. */
export async function lastLineEnd(path: string, from: number, to: number): Promise<number | null> {
  const file = await openRegularFile(path);
  try {
    const buffer = Buffer.alloc(STEP_BYTES);
    for (let end = to; end > Math.max(from, to - MAX_LINE_LENGTH); end -= STEP_BYTES) {
      const begin = Math.max(from, end - STEP_BYTES);
      const { bytesRead } = await file.read(buffer, 0, end - begin, begin);
      const found = buffer.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
      if (found >= 0) {
        return begin + found + 1;
      }
    }
    return null;
  } finally {
    await file.close();
  }
}
