import { gzipSync } from 'node:zlib';
import type { Random } from '../../engines/truth/random';
import type { DamagedFile } from './damage';

/** What happens to files that are not taken apart: nothing may be missing unless it is said. */
export const OF_OTHERS: Readonly<Record<string, (bytes: Buffer, random: Random, isText: boolean) => DamagedFile>> = {
  'cut off': (bytes, random, isText) => {
    // A packed file of no bytes is an empty file.
    const cut = random.whole(isText ? 0 : 1, bytes.length);
    const lineEnd = (from: number) => bytes.indexOf('\n', from) + 1;
    let [before, after] = [0, isText ? lineEnd(0) : 0];
    while (after > 0 && after <= cut) {
      [before, after] = [after, lineEnd(after)];
    }
    const accepted = isText
      ? [
          { parts: bytes.subarray(0, before), told: before < cut },
          { parts: after > 0 ? bytes.subarray(0, after) : bytes, told: false },
        ]
      : [];
    return { bytes: bytes.subarray(0, cut), accepted, orRefused: true };
  },
  'a block of NULs': (bytes, random) => {
    const from = random.whole(0, bytes.length);
    return {
      bytes: Buffer.concat([bytes.subarray(0, from), Buffer.alloc(random.whole(8, 600)), bytes.subarray(from)]),
      accepted: [],
      orRefused: true,
    };
  },
  packed: (bytes) => ({ bytes: gzipSync(bytes), ending: '.gz', accepted: [], orRefused: true }),
};
