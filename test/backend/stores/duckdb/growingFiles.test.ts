/** Whatever happens to files while they are open, answers are those of files that are read for the first time. */
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import type { FilesSettings } from '../../../../src/domain/settings';
import { parseSettings } from '../../../../src/domain/settings';
import { openDuckDbStore } from '../../../../src/backend/stores/duckdb/duckDbStore';
import { FileReading, PIECE_SIZES, type PieceSizes } from '../../../../src/backend/stores/duckdb/fileReading';
import { Random } from '../../../engines/truth/random';
import { OpenRecords, RecordsFolder, STORE_ENVIRONMENT } from '../../../support/records';
import { LINE_KINDS, type LineKind } from './growingLines';

/** Each with 6 changes of 2 files. */
const CASES = Number(process.env['CALLRESULT_TEST_CASES'] ?? 5);
const SEED = Number(process.env['CALLRESULT_TEST_SEED'] ?? 4_404);
const CHANGES = 6;
const SMALL: PieceSizes = { smallestFile: 200, largestPiece: 4_000 };

const folder = new RecordsFolder();
afterAll(() => folder.remove());

function open(settings: Readonly<Record<string, unknown>>, sizes: PieceSizes): OpenRecords {
  const parsed = parseSettings({ version: 1, engine: 'files', ...settings });
  const environment = { ...STORE_ENVIRONMENT, recordsDir: folder.root };
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
function change(random: Random, kind: LineKind, path: string): string {
  const content = existsSync(path) ? readFileSync(path) : null;
  if (content === null) {
    writeFileSync(path, newFile(random, kind));
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
      appendFileSync(path, more);
      break;
    case 'tear':
      appendFileSync(path, more.slice(0, random.whole(0, more.length - 1)));
      break;
    case 'truncate':
      truncateSync(path, random.whole(0, content.length - 1));
      break;
    case 'edit':
    case 'edit and grow': {
      const edited = content.toString('latin1').replace(/200/, '486');
      writeFileSync(path, Buffer.from(edited, 'latin1'));
      appendFileSync(path, what === 'edit' ? '' : more);
      break;
    }
    case 'replace':
      writeFileSync(`${path}.new`, newFile(random, kind));
      renameSync(`${path}.new`, path);
      break;
    case 'lengthen':
      writeFileSync(`${path}.new`, Buffer.concat([content, Buffer.from(more)]));
      renameSync(`${path}.new`, path);
      break;
    case 'rotate':
      renameSync(path, `${path}.1`);
      writeFileSync(path, newFile(random, kind));
      break;
    case 'touch':
      utimesSync(path, new Date(), new Date(statSync(path).mtimeMs + 5_000));
      break;
    case 'remove':
      rmSync(path);
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
      const path = folder.put({});
      const settings = { ...kind.settings, path };
      const names = ['acc.', 'acc_2.'].map((base) => folder.at(`${path}/${base}${kind.ending}`));
      names.forEach((file) => change(random, kind, file));
      const records = open(settings, SMALL);
      const changes: string[] = [];
      for (let step = 0; step < CHANGES; step++) {
        const now = await told(records);
        const anew = await toldAnew(settings, random.whole(0, 2 - 1) === 0 ? SMALL : PIECE_SIZES);
        expect({ seed, changes, now }).toEqual({ seed, changes, now: anew });
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
