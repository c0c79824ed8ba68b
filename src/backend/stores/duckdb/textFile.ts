import { promises as fs } from 'node:fs';
import { CallResultError } from '../../../domain/errors';
import type { DuckDbEngine } from './engine';
import { packingOf } from './fileName';
import { firstLine } from './fileLines';
import { isEnvelope, type IsRecord, parsed } from './jsonEnvelope';
import { splitJson } from './jsonSplit';
import type { RecordFile } from './recordFile';
import type { UnreadRows } from './unreadRows';
import { unpackZstd } from './zstdFile';

/** A text file that the engine can read as it is. */
export interface TextFile {
  readonly path: string;
  readonly kind: 'csv' | 'json';
  /** Its first line that is not blank, and how many blank ones are before it. */
  readonly first: { readonly text: string; readonly blankBefore: number };
  readonly unread: readonly UnreadRows[];
}

/** Gives a text file to the work, a copy of it where the engine could not read it itself; an empty one is not given. */
export async function withTextFile(
  engine: DuckDbEngine,
  file: RecordFile,
  isRecord: IsRecord,
  signal: AbortSignal,
  work: (text: TextFile) => Promise<void>
): Promise<void> {
  if (file.size === 0) {
    return;
  }
  const copies: string[] = [];
  const newCopy = (ending: string) => {
    const copy = engine.workFile(ending);
    if (copy === null) {
      throw new CallResultError(
        'store',
        'it must be unpacked or converted, but the server has no temporary folder. Give it one, or convert the file.'
      );
    }
    copies.push(copy);
    return copy;
  };
  try {
    let [path, unread]: [string, UnreadRows[]] = [file.path, []];
    if (packingOf(path) === 'zstd') {
      path = newCopy('unpacked.txt');
      unread = await unpackZstd(engine, file.path, path, signal);
    }
    const first = await firstLine(path);
    if (first === null) {
      return;
    }
    const kind = kindOf(file, first.text);
    if (kind === 'json' && !isLineOfRecord(first.text, isRecord)) {
      const copy = newCopy('records.ndjson');
      unread.push(...(await splitJson(path, file.name, copy, isRecord, signal)));
      path = copy;
    }
    await work({ path, kind, first, unread });
  } finally {
    await Promise.all(copies.map((copy) => fs.rm(copy, { force: true })));
  }
}

function kindOf({ format }: RecordFile, firstLine: string): TextFile['kind'] {
  if (format === 'csv' || format === 'json') {
    return format;
  }
  return /^\uFEFF?\s*[[{]/.test(firstLine) ? 'json' : 'csv';
}

/** Whether records stand one a line, or in a list, so that the engine can find them. */
function isLineOfRecord(firstLine: string, isRecord: IsRecord): boolean {
  const text = firstLine.replace(/^\uFEFF/, '').trim();
  if (!text.startsWith('{')) {
    return true;
  }
  const object = parsed(text);
  return object !== undefined && !isEnvelope(object, isRecord);
}
