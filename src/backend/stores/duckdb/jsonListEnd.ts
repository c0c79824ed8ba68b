import { openText, readingError } from './fileLines';

const [BLANK, CLOSE_ARRAY] = [0x20, 0x5d];

/**
 * Whether a file that holds a list ends with the list's end. The engine reads one that was cut off between two records as if it were whole.
 * @throws CallResultError `store` if the file cannot be read or unpacked
 */
export async function isListEnded(file: string): Promise<boolean> {
  let last = 0;
  try {
    for await (const chunk of await openText(file)) {
      const bytes: Buffer = chunk;
      last = bytes.findLast((byte) => byte > BLANK) ?? last;
    }
  } catch (error) {
    throw readingError(error);
  }
  return last === CLOSE_ARRAY;
}
