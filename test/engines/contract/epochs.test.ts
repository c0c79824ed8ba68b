/** Times as numbers, and which of them may be within a range. */
import { sql } from 'kysely';
import { mayTellTimeWithin } from '../../../src/backend/stores/sql/records/epochs';
import { instantOf } from '../../../src/backend/stores/sql/records/readTime';
import { everyDialect, wholeOf } from './dialectHarness';

const FROM = Date.parse('2026-11-23T08:00:00.250Z');
const RANGE = { from: FROM, to: FROM + 3_600_000 };
const GREGORIAN_MS = 62_167_219_200_000;
const DISTANCES = [-86_400_000, -2_000, -1, 0, 1, 1_800_000, 3_599_999, 3_600_000, 3_602_000, 86_400_000];

/** A moment in each unit that systems write. */
const written = (ms: number) => [
  `${ms / 1_000}`,
  `${Math.floor(ms / 1_000)}`,
  `${Math.floor((ms + GREGORIAN_MS) / 1_000)}`,
  `${ms}`,
  `${ms}999`,
  `${ms}999999`,
];
const NO_TIMES = ['0', '-1', '5', '99999999', '10000000000', '62167219200', '50000000000000', '50000000000000000', '9300000000000000000'];

everyDialect((engine) => {
  const ofType = (type: 'whole' | 'number') => {
    const declared = type === 'whole' ? engine.fixture.types.int64 : engine.fixture.types.double;
    const fits = (text: string) => type === 'number' || (!text.includes('.') && BigInt(text) < 2n ** 63n);
    const values = [...DISTANCES.flatMap((distance) => written(FROM + distance)), ...NO_TIMES].filter(fits);
    const valueOf = (v: Parameters<typeof engine.dialect.withFraction>[0]) => (type === 'whole' ? v : engine.dialect.withFraction(v, type));
    const instants = () => engine.eachWhole(values, (v) => instantOf(engine.dialect, { expression: v, type }, []), declared);
    const told = () =>
      engine.each(values, (v) => sql`case when ${mayTellTimeWithin(valueOf(sql<number>`${v}`), RANGE)} then 1 else 0 end`, declared);
    return { values, instants, told };
  };

  it.each(['whole', 'number'] as const)('of type %s, none that is within a range or tells no time is left out', async (type) => {
    const { values, instants, told } = ofType(type);
    const [times, may] = [await instants(), (await told()).map(wholeOf)];
    const needed = values.filter((_, index) => times[index] === null || (times[index]! >= RANGE.from && times[index]! < RANGE.to));
    expect(needed.length).toBeGreaterThan(20);
    expect(needed.filter((value) => may[values.indexOf(value)] !== 1n)).toEqual([]);
  });

  it.each(['whole', 'number'] as const)('of type %s, those of another day are left out', async (type) => {
    const { values, told } = ofType(type);
    const may = (await told()).map(wholeOf);
    const otherDays = [-86_400_000, 86_400_000].flatMap((distance) => written(FROM + distance)).filter((value) => values.includes(value));
    expect(otherDays.length).toBeGreaterThan(8);
    expect(otherDays.filter((value) => may[values.indexOf(value)] !== 0n)).toEqual([]);
  });
});
