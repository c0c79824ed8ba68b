/** Pieces of a file are copied ahead, each with what was there until its own end. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ContentHash } from '../../../../src/backend/stores/duckdb/contentStamps';
import { DuckDbEngine } from '../../../../src/backend/stores/duckdb/engine';
import { NotAsBefore } from '../../../../src/backend/stores/duckdb/notAsBefore';
import { PieceCopies } from '../../../../src/backend/stores/duckdb/pieceCopies';
import type { RecordFile } from '../../../../src/backend/stores/duckdb/recordFile';

const NEVER = new AbortController().signal;
const root = mkdtempSync(path.join(tmpdir(), 'pieces-'));
const LINES = ['first 1\n', 'second 2\n', 'third'];
let engine: DuckDbEngine;

beforeAll(async () => {
  engine = await DuckDbEngine.start({ recordsDir: root, memoryLimitMb: 256, threads: 1, longestQueryMs: 20_000 });
});
afterAll(() => {
  engine.close();
  rmSync(root, { recursive: true });
});

function copiesOf(content: string, largestPiece: number): PieceCopies {
  const file = path.join(root, 'calls.csv');
  writeFileSync(file, content);
  const record: RecordFile = {
    path: file,
    name: 'calls.csv',
    format: 'csv',
    table: null,
    documents: [],
    version: '1',
    inode: 1,
    size: content.length,
    modifiedMs: 0,
  };
  return new PieceCopies(engine, record, ContentHash.ofNothing(), largestPiece);
}

const copies = () => readdirSync(engine.workFolder ?? '').filter((name) => name.endsWith('piece.txt'));

async function hashOf(content: string): Promise<unknown> {
  const hash = ContentHash.ofNothing();
  hash.see(Buffer.from(content));
  return hash.content;
}

test('each piece as it is in the file, and what was before its end, whatever was copied since', async () => {
  const pieces = copiesOf(LINES.join(''), 12);
  const first = await pieces.take(0, NEVER);
  pieces.begin(first.range.to, NEVER);
  const second = await pieces.take(first.range.to, NEVER);
  pieces.begin(second.range.to, NEVER);
  const third = await pieces.take(second.range.to, NEVER);
  expect([first, second, third].map((piece) => readFileSync(piece.path, 'utf8'))).toEqual(LINES);
  expect(first.content).toEqual(await hashOf(LINES[0] ?? ''));
  expect(second.content).toEqual(await hashOf(LINES.slice(0, 2).join('')));
  expect(third.content).toBeNull();
  for (const piece of [first, second, third]) {
    await pieces.remove(piece);
    expect(existsSync(piece.path)).toBe(false);
  }
  await pieces.close();
});

test('what was copied ahead is removed where it is not read', async () => {
  const pieces = copiesOf(LINES.join(''), 12);
  const first = await pieces.take(0, NEVER);
  pieces.begin(first.range.to, NEVER);
  await new Promise((later) => setTimeout(later, 200));
  await pieces.remove(first);
  await pieces.close();
  expect(copies()).toEqual([]);
});

test('who takes a piece is told why it cannot be copied, and who does not is not', async () => {
  const pieces = copiesOf(`${LINES[0] ?? ''}${'x'.repeat(100)}\n`, 12);
  const first = await pieces.take(0, NEVER);
  pieces.begin(first.range.to, NEVER);
  await expect(pieces.take(first.range.to, NEVER)).rejects.toBeInstanceOf(NotAsBefore);
  pieces.begin(first.range.to, NEVER);
  await pieces.remove(first);
  await pieces.close();
  expect(copies()).toEqual([]);
});

test('a piece that is given up while it is copied leaves nothing', async () => {
  const pieces = copiesOf('x\n'.repeat(20_000_000), 39_999_999);
  const gone = new AbortController();
  const taken = pieces.take(0, gone.signal);
  setTimeout(() => gone.abort(), 5);
  await expect(taken).rejects.toThrow();
  expect(copies()).toEqual([]);
  await pieces.close();
});
