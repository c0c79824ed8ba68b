import type { DamagedFile } from './damage';
import type { Reading } from './readRecords';
import type { Subject } from './subject';

/** `right`: the same numbers, nothing is said. `told`: what is missing or doubtful is said. `refused`: with a reason. */
export type Judgement = 'right' | 'told' | 'refused' | { readonly wrong: string };

type Counts = Readonly<Record<string, number>>;

const totalOf = (counts: Counts) => Object.values(counts).reduce((sum, calls) => sum + calls, 0);
const areSame = (one: Counts, other: Counts) =>
  Object.keys({ ...one, ...other }).every((result) => (one[result] ?? 0) === (other[result] ?? 0));

/** Holds what a damaged file is read as against what it may be read as. */
export async function judge(subject: Subject, file: DamagedFile, got: Reading): Promise<Judgement> {
  const before = await subject.read(subject.records.kind === 'other' ? subject.bytes : subject.records.rows);
  const accepted: { readonly counts: Counts; readonly isRefused: boolean; readonly told: boolean; readonly isTold: boolean }[] = [];
  for (const { parts, told } of file.accepted) {
    const readings = Buffer.isBuffer(parts)
      ? [await subject.read(parts)]
      : await Promise.all(parts.map((rows, index) => subject.read(rows, index > 0)));
    const compared = Buffer.isBuffer(parts) ? (readings[0] ?? before) : before;
    const isRefused = readings.every(({ counts }) => counts === null);
    accepted.push({ counts: added(readings), isRefused, told, isTold: says(got, compared) });
  }
  if (got.counts === null) {
    const mayBe =
      file.orRefused ||
      before.counts === null ||
      accepted.some(({ counts, isRefused, told }) => isRefused || (told && totalOf(counts) === 0));
    return mayBe && got.told.every((text) => text.length > 10) ? 'refused' : { wrong: `refused: ${got.told.join('; ')}` };
  }
  const { counts } = got;
  const said = says(got, before) ? 'told' : 'right';
  const fitting = accepted.find((one) => areSame(one.counts, counts) && (!one.told || one.isTold));
  if (fitting !== undefined) {
    return fitting.isTold ? 'told' : 'right';
  }
  const truth = before.counts ?? {};
  if (file.orUnclassified === true && (said === 'told' || totalOf(counts) === totalOf(truth)) && isNoMore(counts, truth)) {
    return said;
  }
  if (file.orTold === true && said === 'told') {
    return said;
  }
  if (file.orFewer === true && said === 'told' && isNoMore(counts, truth)) {
    return said;
  }
  // A file that is refused beside others.
  if (file.orRefused && said === 'told' && !subject.isAlone && areSame((await subject.without()).counts ?? {}, counts)) {
    return said;
  }
  if (subject.records.kind === 'other' && (areSame(truth, counts) || said === 'told')) {
    return said;
  }
  const expected = [...accepted.map((one) => one.counts), truth].map((one) => JSON.stringify(one)).join(' or ');
  return { wrong: `counted ${JSON.stringify(counts)} and said ${got.told.join('; ') || 'nothing'}, not ${expected}` };
}

const says = (got: Reading, before: Reading) => got.told.some((text) => !before.told.includes(text));

/** Whether no result has more calls than it truly had. */
const isNoMore = (counts: Counts, truth: Counts) =>
  Object.entries(counts).every(([result, calls]) => result === 'unclassified' || calls <= (truth[result] ?? 0));

function added(readings: readonly Reading[]): Counts {
  const sums: Record<string, number> = {};
  readings.forEach(({ counts }) =>
    Object.entries(counts ?? {}).forEach(([result, calls]) => {
      sums[result] = (sums[result] ?? 0) + calls;
    })
  );
  return sums;
}
