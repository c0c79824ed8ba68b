import type { Random } from '../test/engines/truth/random';

/** What may be anywhere in JSON that somebody made up; also what has been a problem somewhere before. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  -0.5,
  2 ** 53,
  '',
  ' ',
  '0',
  "'",
  '"',
  '`',
  '\\',
  '\u0000',
  '\ud800',
  '😀',
  '%',
  '$x',
  '${x}',
  '(',
  '[a-',
  '(a+)+$',
  'x'.repeat(5_000),
  "'; drop table calls; --",
  '" union select 1 --',
  '../../etc/passwd',
  'Europe/Berlin',
  'Nowhere/Nothing',
  '1m',
  '1ms',
  '999999999d',
  'month',
  'answered',
  '5xx',
  'trunk',
  'from',
  'constructor',
  '__proto__',
  'toString',
  [],
  [[]],
  {},
  [null],
  [1, 'a', {}],
  { a: { b: { c: {} } } },
];
const DEEP_LEVELS = 500;
const LONG_LIST = 3_000;

/** A copy of a JSON value, a few parts of which are others. */
export function mutated(value: unknown, random: Random): unknown {
  let changed = value;
  for (let times = random.pick([1, 1, 1, 2, 3]); times > 0; times--) {
    changed = mutatedOnce(changed, random);
  }
  return changed;
}

function mutatedOnce(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const index = random.whole(0, value.length - 1);
    return random.chance(0.2) ? value.toSpliced(index, 1) : value.with(index, mutatedOnce(value[index], random));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(0.9)) {
    const entries = Object.entries(value);
    if (entries.length === 0 || random.chance(0.1)) {
      return { ...value, [String(hostile(random)).slice(0, 50)]: hostile(random) };
    }
    const [key, part] = random.pick(entries);
    if (random.chance(0.1)) {
      return Object.fromEntries(entries.filter(([name]) => name !== key));
    }
    return { ...value, [key]: mutatedOnce(part, random) };
  }
  if (typeof value === 'string' && value !== '' && random.chance(0.4)) {
    const at = random.whole(0, value.length);
    return value.slice(0, at) + random.pick(['', '\u0000', "'", '9', ',', '%', ' ', '💥']) + value.slice(at + 1);
  }
  if (typeof value === 'number' && random.chance(0.5)) {
    return random.pick([value + 1, -value, value * 1e6, value / 7, 0]);
  }
  return hostile(random);
}

function hostile(random: Random): unknown {
  switch (random.whole(0, 60)) {
    case 0:
      return Array.from({ length: DEEP_LEVELS }).reduce<unknown>((inner) => [inner], 1);
    case 1:
      return Array.from({ length: LONG_LIST }, (_, index) => `value ${index}`);
    default:
      return random.pick(HOSTILE);
  }
}
