/** Whatever happens to files while they are open, answers are those of files that are read for the first time. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FilesSettings } from '../../../../src/domain/settings';
import { parseSettings } from '../../../../src/domain/settings';
import { KeptParts } from '../../../../src/backend/stores/decorators/cache/keptParts';
import { withCache } from '../../../../src/backend/stores/decorators/withCache';
import { openDuckDbStore } from '../../../../src/backend/stores/duckdb/duckDbStore';
import { FileReading, PIECE_SIZES, type PieceSizes } from '../../../../src/backend/stores/duckdb/fileReading';
import type { BreakdownQuestion, CountsQuestion } from '../../../../src/backend/stores/question';
import type { Store } from '../../../../src/backend/stores/store';
import { Random } from '../../../engines/truth/random';
import { OpenRecords, PATIENT, RecordsFolder, STORE_ENVIRONMENT } from '../../../support/records';
import { LINE_KINDS, type LineKind, START } from './growingLines';

/** Each with 6 changes of 2 files. */
const CASES = Number(process.env['CALLRESULT_TEST_CASES'] ?? 5);
const SEED = Number(process.env['CALLRESULT_TEST_SEED'] ?? 4_404);
const CHANGES = 6;
const HOUR = 3_600_000;
const SMALL: PieceSizes = { smallestFile: 200, largestPiece: 4_000, leastSaved: 1 };

const folder = new RecordsFolder();
const cache = mkdtempSync(path.join(tmpdir(), 'imports-'));
afterAll(async () => {
  await folder.remove();
  rmSync(cache, { recursive: true, force: true });
});

/** @param isKept whether what is imported is there after a restart */
function open(settings: Readonly<Record<string, unknown>>, sizes: PieceSizes, isKept = false): OpenRecords {
  const parsed = parseSettings({ version: 1, engine: 'files', ...settings });
  const kept = isKept ? { importCache: { folder: cache, limitMb: 100 } } : {};
  const environment = { ...STORE_ENVIRONMENT, recordsDir: folder.root, ...kept };
  return new OpenRecords(openDuckDbStore(parsed.settings as FilesSettings, environment, Infinity, sizes), parsed.rules);
}

/** Everything that is told of records. */
async function told(records: OpenRecords): Promise<unknown> {
  try {
    const { first, last, calls, unread, columns, dimensions } = await records.extent();
    return {
      first,
      last,
      calls,
      unread,
      columns: columns.map(({ name, type }) => `${name} ${type}`).sort(),
      dimensions: [...dimensions].sort(),
      all: (await records.calls([...dimensions].sort())).map((call) => JSON.stringify(call)).sort(),
    };
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

/** Some hours, by buckets and values. */
const COUNTED = [30, 58].flatMap((hours): (BreakdownQuestion | CountsQuestion)[] => {
  const scope = { range: { from: START - HOUR / 2, to: START + hours * HOUR }, filters: [] };
  const hourly = { stepMs: HOUR, offsets: [{ until: null, offsetMs: 0 }] };
  return [
    { kind: 'counts', ...scope, grid: null, split: null },
    { kind: 'breakdown', ...scope, grid: hourly, dimensions: ['trunk'], first: true, maxEntries: 10_000 },
  ];
});

/** Numbers by all that they are about, in an order of their own, and what could not be read. */
async function counted(store: Store): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const question of COUNTED) {
    try {
      const answer = await store.ask<BreakdownQuestion | CountsQuestion>(question, PATIENT);
      const { bucket, code, words, word, group, calls, unread } = answer;
      const rows = Array.from(calls, (count, row) => {
        const [values, first] = answer.kind === 'breakdown' ? [answer.values[group?.[row] ?? -1], answer.first?.[row]] : [];
        return JSON.stringify([bucket?.[row], code[row], words[word[row] ?? -1], values, first, count]);
      });
      answers.push({ rows: rows.sort(), unread });
    } catch (error) {
      answers.push(error instanceof Error ? error.message : error);
    }
  }
  return answers;
}

const keeping = ({ store }: OpenRecords) =>
  withCache(store, {
    memory: new KeptParts(10_000_000, { cacheRead: () => {}, cacheHolds: () => {} }),
    closesAfterMs: 0,
    now: () => START,
  });

async function toldAnew(settings: Readonly<Record<string, unknown>>, sizes: PieceSizes): Promise<unknown> {
  const records = open(settings, sizes);
  try {
    return await told(records);
  } finally {
    await records.store.close();
  }
}

const lines = (random: Random, kind: LineKind, number: number) => {
  const odd = random.pick([0, 0, 1, 4]);
  return Array.from({ length: number }, () => `${kind.line(random, odd)}\n`).join('');
};

function newFile(random: Random, kind: LineKind): string {
  const header = kind.header(random);
  return `${header}${header === '' ? '' : '\n'}${lines(random, kind, random.whole(30, 90))}`;
}

/** What may happen to a file. */
function change(random: Random, kind: LineKind, file: string): string {
  const content = existsSync(file) ? readFileSync(file) : null;
  if (content === null) {
    writeFileSync(file, newFile(random, kind));
    return 'made';
  }
  const what = random.pick([
    'grow',
    'grow',
    'grow',
    'grow',
    'tear',
    'tear',
    'truncate',
    'edit',
    'edit and grow',
    'replace',
    'rotate',
    'touch',
    'remove',
    'lengthen',
  ]);
  const more = lines(random, kind, random.whole(1, 8));
  switch (what) {
    case 'grow':
      appendFileSync(file, more);
      break;
    case 'tear':
      appendFileSync(file, more.slice(0, random.whole(0, more.length - 1)));
      break;
    case 'truncate':
      truncateSync(file, random.whole(0, content.length - 1));
      break;
    case 'edit':
    case 'edit and grow': {
      const edited = content.toString('latin1').replace(/200/, '486');
      writeFileSync(file, Buffer.from(edited, 'latin1'));
      appendFileSync(file, what === 'edit' ? '' : more);
      break;
    }
    case 'replace':
      writeFileSync(`${file}.new`, newFile(random, kind));
      renameSync(`${file}.new`, file);
      break;
    case 'lengthen':
      writeFileSync(`${file}.new`, Buffer.concat([content, Buffer.from(more)]));
      renameSync(`${file}.new`, file);
      break;
    case 'rotate':
      renameSync(file, `${file}.1`);
      writeFileSync(file, newFile(random, kind));
      break;
    case 'touch':
      utimesSync(file, new Date(), new Date(statSync(file).mtimeMs + 5_000));
      break;
    case 'remove':
      rmSync(file);
      break;
  }
  return what;
}

const readOn = jest.spyOn(FileReading.prototype, 'readOn');

describe.each(Object.keys(LINE_KINDS))('%s', (name) => {
  const kind = LINE_KINDS[name] as LineKind;

  test(`${CASES} files that grow, are torn, truncated, edited, replaced and rotated`, async () => {
    for (let seed = SEED; seed < SEED + CASES; seed++) {
      const random = new Random(seed);
      const where = folder.put({});
      const settings = { ...kind.settings, path: where };
      const names = ['acc.', 'acc_2.'].map((base) => folder.at(`${where}/${base}${kind.ending}`));
      names.forEach((file) => change(random, kind, file));
      let records = open(settings, SMALL, true);
      let kept = keeping(records);
      const changes: string[] = [];
      for (let step = 0; step < CHANGES; step++) {
        const now = await told(records);
        const anew = await toldAnew(settings, random.whole(0, 2 - 1) === 0 ? SMALL : PIECE_SIZES);
        expect({ seed, changes, now }).toEqual({ seed, changes, now: anew });
        expect({ seed, changes, counted: await counted(kept) }).toEqual({ seed, changes, counted: await counted(records.store) });
        if (random.chance(0.25)) {
          await records.store.close();
          records = open(settings, SMALL, true);
          kept = keeping(records);
          changes.push('restart');
        }
        changes.push(names.map((file) => change(random, kind, file)).join(', '));
      }
      await records.store.close();
    }
  }, 600_000);
});

test('files that have grown were read on', async () => {
  const answers = await Promise.all(readOn.mock.results.map(({ value }) => value as ReturnType<FileReading['readOn']>));
  expect(answers.filter((answer) => answer !== null).length).toBeGreaterThan(CASES * CHANGES);
});
