import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { queryCancelled } from '../cancelled';
import { LARGEST_DOCUMENT } from './documentFiles';
import { engineError } from './engineError';
import { openText } from './fileLines';
import type { UnreadRows } from './unreadRows';
import { parseXml } from './xmlDocument';

const ROOT = 'cdr';

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
        for (const path of paths) {
          const line = await documentLine(path);
          if (line === null) {
            rows++;
            example ||= path.split(/[\\/]/).at(-1) ?? name;
          } else {
            yield line;
          }
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
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of await openText(path)) {
      const part: Buffer = chunk;
      length += part.length;
      if (length > LARGEST_DOCUMENT) {
        return null;
      }
      parts.push(part);
    }
  } catch {
    // One that cannot be read, or is gone, does not hide the others.
    return null;
  }
  const document = parseXml(Buffer.concat(parts).toString());
  return document === null || document.root !== ROOT || typeof document.content !== 'object'
    ? null
    : `${JSON.stringify(document.content)}\n`;
}
