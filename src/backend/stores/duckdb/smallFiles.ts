import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CallResultError } from '../../../domain/errors';
import type { Layout, LayoutTable } from '../../../domain/layouts/layout';
import { queryCancelled } from '../cancelled';
import { readCsvHeader } from './csvFile';
import { givenHeaders } from './csvGivenHeader';
import { inChunks } from './documentFiles';
import { engineError } from './engineError';
import { packingOf } from './fileName';
import type { RecordFile } from './recordFile';
import { openRegularFile, severalAtOnce } from './regularFile';

/** Fewer are read one by one, which is fast enough. */
const MIN_FILES = 500;
const MAX_BYTES = 64_000;
const READ_TOGETHER = 32;
/** As many lines as tell the columns of a file with names. */
const HEAD_LINES = 3;
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];

interface SeenFile {
  readonly version: string;
  /** The lines before its records; null for a file that is read separately. */
  readonly head: string | null;
  readonly hash: string;
}

/**
 * Puts small CSV files with the same columns together, so that a hundred thousand are read in few statements: those of a folder by the day, and on
 * the newest day by the hour, in which they were written. What is over stays as it is, so only the newest files are read again.
 */
export class SmallFiles {
  private seen = new Map<string, SeenFile>();

  constructor(private readonly layout: Layout) {}

  async together(files: readonly RecordFile[]): Promise<RecordFile[]> {
    const small = files.filter(isSmall);
    if (small.length < MIN_FILES) {
      this.seen.clear();
      return [...files];
    }
    await this.look(small);
    const times = new Map<string, number>();
    this.seen.forEach(({ hash }) => times.set(hash, (times.get(hash) ?? 0) + 1));
    const newestDay = small.reduce((newest, { modifiedMs }) => Math.max(newest, Math.floor(modifiedMs / DAY_MS)), 0);
    const groups = new Map<string, RecordFile[]>();
    const others = files.filter((file) => {
      const seen = isSmall(file) ? this.seen.get(file.path) : undefined;
      // Files that are there twice are told by their names.
      if (seen === undefined || seen.head === null || (times.get(seen.hash) ?? 0) > 1) {
        return true;
      }
      const key = groupOf(file, seen.head, newestDay);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(file);
      return false;
    });
    const grouped = [...groups].flatMap(([key, group]) => (group.length === 1 ? group : inChunks(key, group, 'together')));
    return [...others, ...grouped].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Looks into files that are new or have changed. */
  private async look(files: readonly RecordFile[]): Promise<void> {
    const before = this.seen;
    this.seen = new Map();
    const heads = new Map<string, string>();
    await severalAtOnce(files, async ({ path: file, version, table }) => {
      const known = before.get(file);
      const seen = known?.version === version ? known : { version, ...(await headOf(file, table, this.layout)) };
      // The same text once, since there are many files and few heads.
      const head = seen.head === null ? null : (heads.get(seen.head) ?? seen.head);
      if (head !== null) {
        heads.set(head, head);
      }
      this.seen.set(file, { ...seen, head });
    });
  }
}

/**
 * Copies files that were put together into one, without the lines before the records of all but the first.
 * @throws CallResultError `store` if one cannot be read or has changed, or the copy cannot be written
 */
export async function joinSmallFiles(file: RecordFile, layout: Layout, copy: string, signal: AbortSignal): Promise<void> {
  const paths = file.documents;
  let first: string | null = null;
  try {
    await pipeline(
      async function* () {
        for (let from = 0; from < paths.length; from += READ_TOGETHER) {
          for (const content of await Promise.all(paths.slice(from, from + READ_TOGETHER).map(readSmall))) {
            const head = headIn(content, file.table, layout);
            if (head === null || (first !== null && head !== first)) {
              throw new CallResultError('store', 'one of the files changed while they were read. The next query reads them again.');
            }
            yield first === null ? content : content.subarray(Buffer.byteLength(head));
            first = head;
          }
        }
      },
      createWriteStream(copy),
      { signal }
    );
  } catch (error) {
    throw signal.aborted ? queryCancelled(signal.reason) : engineError(error);
  }
}

function isSmall({ format, path: file, size, table, documents }: RecordFile): boolean {
  const isText = format === 'csv' || format === 'text';
  return isText && table !== null && documents.length === 0 && size > 0 && size <= MAX_BYTES && packingOf(file) === 'none';
}

function groupOf({ path: file, table, modifiedMs }: RecordFile, head: string, newestDay: number): string {
  const day = Math.floor(modifiedMs / DAY_MS);
  const time = day < newestDay ? `day ${day}` : `hour ${Math.floor(modifiedMs / HOUR_MS)}`;
  const columns = createHash('sha256').update(head).digest('hex').slice(0, 16);
  return `${path.dirname(file)}/${table?.name ?? ''}/${columns}/${time}`;
}

async function headOf(file: string, table: LayoutTable | null, layout: Layout): Promise<Omit<SeenFile, 'version'>> {
  try {
    const content = await readSmall(file);
    return { head: headIn(content, table, layout), hash: createHash('sha256').update(content).digest('base64').slice(0, 24) };
  } catch {
    // Why it cannot be read is told where it is read separately.
    return { head: null, hash: file };
  }
}

async function readSmall(file: string): Promise<Buffer> {
  const handle = await openRegularFile(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES + 1), 0, MAX_BYTES + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The lines before the records; null where records of another file must not follow: what is torn or unusual is told of its own file. */
function headIn(content: Buffer, table: LayoutTable | null, layout: Layout): string | null {
  const text = content.toString();
  const [returns, ends] = [text.includes('\r'), text.split('\n').length - 1];
  const isPlain =
    content.length <= MAX_BYTES &&
    isUtf8(content) &&
    text.endsWith('\n') &&
    !text.includes('\0') &&
    !/^\uFEFF|^\s*[[{]/.test(text) &&
    (!returns || (text.split('\r\n').length - 1 === ends && text.split('\r').length - 1 === ends)) &&
    text.split('"').length % 2 === 1;
  if (!isPlain || table === null) {
    return null;
  }
  const lines = text.split('\n', HEAD_LINES + 1);
  const given = givenHeaders(layout, table);
  const header = readCsvHeader(
    lines.slice(0, HEAD_LINES).flatMap((line, before) => (line.trim() === '' ? [] : [{ text: line, before }])),
    given
  );
  return header?.inFile === true && header.before <= HEAD_LINES ? `${lines.slice(0, header.before).join('\n')}\n` : null;
}
