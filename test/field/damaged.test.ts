/**
 * Files of the field, damaged at random: what is counted is right, or what is missing is counted as unreadable, or the file is refused.
 * CALLRESULT_TEST_DAMAGED says how many variants; CALLRESULT_TEST_SEED makes others, the same for the same number.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Random } from '../engines/truth/random';
import type { DamagedFile } from './damaged/damage';
import { OF_CSV } from './damaged/damagesOfCsv';
import { OF_JSON } from './damaged/damagesOfJson';
import { OF_LINES } from './damaged/damagesOfLines';
import { OF_OTHERS } from './damaged/damagesOfOthers';
import { judge } from './damaged/judge';
import { filesOf, Subject } from './damaged/subject';
import { FIELD_CASES } from './fieldCases';

const VARIANTS = Number(process.env['CALLRESULT_TEST_DAMAGED'] ?? 80);
const SEED = Number(process.env['CALLRESULT_TEST_SEED'] ?? 471_821);
const READ_AT_ONCE = 4;
const A_WHILE = 60_000 + VARIANTS * 1_000;
/** Not records. */
const NO_RECORDS = ['schema.json'];

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'damaged-')));
const subjects = FIELD_CASES.flatMap((one) =>
  filesOf(one).flatMap((file) => (NO_RECORDS.includes(file) ? [] : [new Subject(one, file, root)]))
);
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Variant {
  readonly subject: Subject;
  readonly damage: string;
  readonly file: DamagedFile;
}

/** Null where the damage that is picked cannot happen to the file that is. */
function randomVariant(random: Random): Variant | null {
  const subject = random.pick(subjects);
  const { records, isMerged } = subject;
  const made = <R>(damages: Readonly<Record<string, R>>, make: (damage: R) => DamagedFile | null): Variant | null => {
    const [damage, how] = random.pick(Object.entries(damages));
    const file = make(how);
    return file === null || ((file.beside ?? file.alone) === true && !subject.isAlone) ? null : { subject, damage, file };
  };
  switch (records.kind) {
    case 'other':
      return made(OF_OTHERS, (how) => how(subject.bytes, random, records.isText));
    case 'csv':
      return made({ ...OF_LINES, ...OF_CSV }, (how) => how(records, random, isMerged));
    case 'json':
      return made({ ...OF_LINES, ...OF_JSON }, (how) => how(records, random, isMerged));
  }
}

function* randomVariants(random: Random): Generator<Variant> {
  for (let made = 0; made < VARIANTS;) {
    const variant = randomVariant(random);
    if (variant !== null) {
      made++;
      yield variant;
    }
  }
}

test('the records of undamaged files are taken apart as they are counted', async () => {
  for (const subject of subjects) {
    const { records, isAlone, of } = subject;
    if (records.kind !== 'other' && isAlone && of.expected !== 'error') {
      const { counts } = await subject.read(records.rows);
      const results = Object.entries(of.expected).filter(([name]) => name !== 'calls' && name !== 'unread');
      expect({ slug: of.slug, counts }).toEqual({ slug: of.slug, counts: Object.fromEntries(results) });
    }
  }
});

test(
  `${VARIANTS} damaged variants of seed ${SEED}`,
  async () => {
    const judged = { right: 0, told: 0, refused: 0 };
    const wrong: string[] = [];
    const variants = [...randomVariants(new Random(SEED))];
    const judgeNext = async () => {
      for (let variant = variants.pop(); variant !== undefined; variant = variants.pop()) {
        const { subject, damage, file } = variant;
        const judgement = await judge(subject, file, await subject.damaged(file));
        if (typeof judgement === 'string') {
          judged[judgement]++;
        } else {
          wrong.push(`${subject.of.slug}/${subject.file}, ${damage}: ${judgement.wrong}\n${file.bytes.toString('latin1').slice(0, 1_000)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, judgeNext));
    expect(wrong).toEqual([]);
    // A reader that refuses everything, or says something of every file, would be right, too.
    expect(judged.right).toBeGreaterThan(VARIANTS / 3);
    expect(judged.refused).toBeLessThan(VARIANTS / 3);
    if (VARIANTS > 1_000) {
      process.stdout.write(`${JSON.stringify(judged)}\n`);
    }
  },
  A_WHILE
);
