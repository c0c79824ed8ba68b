import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FileFormat, RecordFile } from './recordFile';

const HOUR_MS = 3_600_000;
/** Files that are read at once. */
const MAX_TOGETHER = 1_000;
/** A larger file holds more than one record and is read separately. */
export const LARGEST_DOCUMENT = 1_000_000;
const ENDING = '.cdr.json';

/**
 * Puts files that hold one JSON or XML document each together, so that thousands are read in few statements: those of a folder by
 * the hour in which they were written. Hours that are over stay as they are, so only the newest files are read again.
 */
export function groupDocuments(files: readonly RecordFile[]): RecordFile[] {
  const groups = new Map<string, RecordFile[]>();
  const others: RecordFile[] = [];
  for (const file of files) {
    if (isDocument(file)) {
      const key = `${path.dirname(file.path)}/${file.format}/${Math.floor(file.modifiedMs / HOUR_MS)}`;
      groups.set(key, [...(groups.get(key) ?? []), file]);
    } else {
      others.push(file);
    }
  }
  return [
    ...others,
    ...[...groups].flatMap(([key, documents]) => inChunks(key, documents, documents[0]?.format === 'xml' ? 'xml' : 'documents')),
  ];
}

function isDocument({ format, table, path: file, size }: RecordFile): boolean {
  return (
    format === 'xml' ||
    (format === 'json' && table?.nested !== undefined && file.toLowerCase().endsWith(ENDING) && size <= LARGEST_DOCUMENT)
  );
}

function versionOf(chunk: readonly RecordFile[]): string {
  return createHash('sha256')
    .update(JSON.stringify(chunk.map(({ path: file, version }) => [file, version])))
    .digest('hex');
}

/**
 * Files that are read together, in the order in which they were written, as if they were one each thousand.
 * @param key what tells them from the others
 */
export function inChunks(key: string, documents: readonly RecordFile[], format: FileFormat): RecordFile[] {
  const ordered = [...documents].sort((a, b) => a.modifiedMs - b.modifiedMs || (a.path < b.path ? -1 : 1));
  const chunks: RecordFile[] = [];
  for (let from = 0; from < ordered.length; from += MAX_TOGETHER) {
    const chunk = ordered.slice(from, from + MAX_TOGETHER);
    const [first] = chunk;
    if (first !== undefined) {
      chunks.push({
        ...first,
        path: `${key}#${from}`,
        name: chunk.length === 1 ? first.name : `${first.name} and ${chunk.length - 1} others`,
        format,
        documents: chunk.map((file) => file.path),
        size: chunk.reduce((sum, { size }) => sum + size, 0),
        modifiedMs: Math.max(...chunk.map(({ modifiedMs }) => modifiedMs)),
        version: versionOf(chunk),
      });
    }
  }
  return chunks;
}
