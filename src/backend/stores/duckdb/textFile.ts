import { promises as fs } from 'node:fs';
import { CallResultError } from '../../../domain/errors';
import type { DuckDbEngine } from './engine';
import { packingOf } from './fileName';
import type { FileRemark } from './fileRemark';
import { type HeadLine, hasMixedEnds, headBytes, headLines, type ScannedText, scanText } from './fileLines';
import { isEnvelope, parsed, type RecordTest } from './jsonEnvelope';
import { splitJson } from './jsonSplit';
import type { RecordFile } from './recordFile';
import { convertText, type ConvertedText, encodingOfFile } from './textEncoding';
import type { UnreadRows } from './unreadRows';
import { NotAsBefore } from './notAsBefore';
import type { PieceCopy } from './pieceCopies';
import { convertXml } from './xmlDocuments';
import { unpackZstd } from './zstdFile';

/** A text file that the engine can read as it is. */
export interface TextFile {
  readonly path: string;
  readonly kind: 'csv' | 'json';
  /** Its first lines that are not blank. */
  readonly head: readonly HeadLine[];
  /** Null if every byte is yet to be looked at. */
  readonly scanned: ScannedText | null;
  readonly unread: readonly UnreadRows[];
}

const NOT_UTF8 = 'lines that are not UTF-8 are read as Windows-1252';
/** Enough for a hint, names and types of columns, and in files without names to see what the columns hold. */
const HEAD_LINES = 25;

/** Gives a text file to the work, a copy of it where the engine could not read it itself; an empty one is not given. */
export async function withTextFile(
  engine: DuckDbEngine,
  file: RecordFile,
  of: { readonly test: RecordTest; readonly encoding: string | undefined; readonly headOnly?: true },
  signal: AbortSignal,
  work: (text: TextFile) => Promise<void>
): Promise<void> {
  if (file.size === 0) {
    return;
  }
  await withCopies(engine, async (newCopy) => {
    let [path, unread]: [string, UnreadRows[]] = [file.path, []];
    if (packingOf(path) === 'zstd') {
      path = newCopy('unpacked.txt');
      unread = await unpackZstd(engine, file.path, path, signal);
    }
    const beginning = await headBytes(path);
    const encoding = encodingOfFile(beginning, of.encoding);
    const scanned = of.headOnly === true || encoding !== 'utf-8' ? null : await scanText(path);
    const isPlain = scanned === null ? !hasMixedEnds(beginning) : scanned.isUtf8 && !scanned.hasNul && !scanned.hasMixedEnds;
    if (encoding !== 'utf-8' || !isPlain) {
      const copy = newCopy('converted.txt');
      unread.push(...converted(await convertText(path, copy, encoding, signal), file.name));
      path = copy;
    }
    const head = await headLines(path, HEAD_LINES);
    const [first] = head;
    if (first === undefined) {
      refuseNothingRead(unread);
      return;
    }
    const kind = kindOf(file, first.text);
    if (kind === 'json' && !isLineOfRecord(first.text, of.test)) {
      const copy = newCopy('records.ndjson');
      unread.push(...(await splitJson(path, file.name, copy, of.test, signal)));
      path = copy;
    }
    await work({ path, kind, head, scanned: path === file.path ? scanned : null, unread });
  });
}

/**
 * The same for a copy of a piece of a file of lines.
 * @param before of the pieces before; null for the first
 * @throws NotAsBefore if the file is not one of lines that can be read one by one
 */
export async function withTextPiece(
  engine: DuckDbEngine,
  file: RecordFile,
  piece: Pick<PieceCopy, 'path' | 'scanned'>,
  before: Pick<TextFile, 'kind' | 'head'> | null,
  of: { readonly test: RecordTest; readonly encoding: string | undefined },
  signal: AbortSignal,
  work: (text: TextFile) => Promise<void>
): Promise<void> {
  await withCopies(engine, async (newCopy) => {
    let { path, scanned }: { path: string; scanned: ScannedText | null } = piece;
    const unread: UnreadRows[] = [];
    if (before === null && encodingOfFile(await headBytes(path), of.encoding) !== 'utf-8') {
      throw new NotAsBefore();
    }
    if (!scanned.isUtf8 || scanned.hasNul || scanned.hasMixedEnds) {
      const copy = newCopy('converted.txt');
      unread.push(...converted(await convertText(path, copy, 'utf-8', signal), file.name));
      [path, scanned] = [copy, null];
    }
    const head = before?.head ?? (await headLines(path, HEAD_LINES));
    const [first] = head;
    if (first === undefined || (before === null && head.length < HEAD_LINES)) {
      throw new NotAsBefore();
    }
    const kind = before?.kind ?? kindOf(file, first.text);
    if (kind === 'json' && before === null && !isObjectOfRecord(first.text, of.test)) {
      throw new NotAsBefore();
    }
    await work({ path, kind, head, scanned, unread });
  });
}

function isObjectOfRecord(firstLine: string, test: RecordTest): boolean {
  return (
    firstLine
      .replace(/^\uFEFF/, '')
      .trim()
      .startsWith('{') && isLineOfRecord(firstLine, test)
  );
}

/** The same for documents of XML, as lines of JSON. */
export async function withXmlDocuments(
  engine: DuckDbEngine,
  file: RecordFile,
  signal: AbortSignal,
  work: (text: TextFile) => Promise<void>
): Promise<void> {
  await withCopies(engine, async (newCopy) => {
    const path = newCopy('documents.ndjson');
    const unread = await convertXml(file.documents, file.name, path, signal);
    await work({ path, kind: 'json', head: [], scanned: null, unread });
  });
}

/** Work that may make copies, which are removed after it. */
export async function withCopies(engine: DuckDbEngine, work: (newCopy: (ending: string) => string) => Promise<void>): Promise<void> {
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
    await work(newCopy);
  } finally {
    await Promise.all(copies.map((copy) => fs.rm(copy, { force: true })));
  }
}

function converted({ otherLines, example, blocksOfNul }: ConvertedText, name: string): FileRemark[] {
  return [
    ...(otherLines === 0 ? [] : [{ about: 'encoding' as const, reason: NOT_UTF8, rows: 0, example: `${name}: ${example}` }]),
    ...(blocksOfNul === 0 ? [] : [{ about: 'nul' as const, reason: 'a block of NUL bytes', rows: blocksOfNul, example: name }]),
  ];
}

/** A file is not empty that lost all it had. */
function refuseNothingRead(unread: readonly UnreadRows[]): void {
  const lost = unread.find(({ rows }) => rows > 0);
  if (lost !== undefined) {
    throw new CallResultError('store', `it holds nothing but ${lost.reason}. Copy it again.`);
  }
}

function kindOf({ format }: RecordFile, firstLine: string): TextFile['kind'] {
  if (format === 'csv' || format === 'json') {
    return format;
  }
  return /^\uFEFF?\s*[[{]/.test(firstLine) ? 'json' : 'csv';
}

/** Whether records stand one a line, or in a list, so that the engine can find them. */
function isLineOfRecord(firstLine: string, test: RecordTest): boolean {
  const text = firstLine.replace(/^\uFEFF/, '').trim();
  if (!text.startsWith('{')) {
    return true;
  }
  const object = parsed(text);
  return object !== undefined && !isEnvelope(object, test);
}
