import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { queryCancelled } from '../cancelled';
import { LARGEST_DOCUMENT } from './documentFiles';
import { engineError } from './engineError';
import { openText } from './fileLines';
import { packingOf } from './fileName';
import { openRegularFile } from './regularFile';
import type { UnreadRows } from './unreadRows';
import { parseXml } from './xmlDocument';

const ROOT = 'cdr';
/** Files that are read at the same time. */
const READ_TOGETHER = 16;

/**
 * Copies documents that FreeSWITCH's mod_xml_cdr writes as lines of JSON, as mod_json_cdr would have written them. Gives those that
 * cannot be read.
 * @throws CallResultError `store` if the copy cannot be written
 */
export async function convertXml(paths: readonly string[], name: string, copy: string, signal: AbortSignal): Promise<UnreadRows[]> {
  let [rows, example] = [0, ''];
  try {
    await pipeline(
      async function* () {
        for (let from = 0; from < paths.length; from += READ_TOGETHER) {
          const together = paths.slice(from, from + READ_TOGETHER);
          const lines = await Promise.all(together.map(documentLine));
          for (const damaged of together.filter((_, index) => lines[index] === null)) {
            rows++;
            example ||= damaged.split(/[\\/]/).at(-1) ?? name;
          }
          yield lines.filter((line) => line !== null).join('');
        }
      },
      createWriteStream(copy),
      { signal }
    );
  } catch (error) {
    throw signal.aborted ? queryCancelled(signal.reason) : engineError(error);
  }
  return rows === 0 ? [] : [{ reason: 'not an XML document of a call', rows, example }];
}

async function documentLine(path: string): Promise<string | null> {
  let content: Buffer | null;
  try {
    content = await (packingOf(path) === 'none' ? wholeFile(path) : unpackedFile(path));
  } catch {
    // One that cannot be read, or is gone, does not hide the others.
    return null;
  }
  const document = content === null ? null : parseXml(content.toString());
  return document === null || document.root !== ROOT || typeof document.content !== 'object'
    ? null
    : `${JSON.stringify(document.content)}\n`;
}

/** Null if it is too large for a document. */
async function wholeFile(path: string): Promise<Buffer | null> {
  const handle = await openRegularFile(path);
  try {
    const { size } = await handle.stat();
    return size > LARGEST_DOCUMENT ? null : await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function unpackedFile(path: string): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of await openText(path)) {
    const part: Buffer = chunk;
    length += part.length;
    if (length > LARGEST_DOCUMENT) {
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
