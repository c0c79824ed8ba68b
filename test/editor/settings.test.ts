import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSettings, settingFields } from '../../src/domain/settings';
import { checkedRules, readTried } from '../../src/editor/config/checkedRules';
import { asKind, DIMENSION_KINDS, dimensionProblem } from '../../src/editor/config/dimensionKinds';
import { changedSettings, splitList } from '../../src/editor/config/editedSettings';

test('stored settings name version, engine and layout and leave out what is empty', () => {
  expect(changedSettings({}, { path: 'carrier-a' })).toEqual({ version: 1, engine: 'files', layout: 'calls', path: 'carrier-a' });
  const full = changedSettings(
    {},
    { path: 'x', timeZone: 'Europe/Berlin', columns: { trunk: 'carrier' }, rules: [{ codes: '486', result: 'rejected' }] }
  );
  expect(parseSettings(full).settings).toMatchObject({ path: 'x', timeZone: 'Europe/Berlin', columns: { trunk: 'carrier' } });
  expect(changedSettings(full, { path: '', timeZone: 'UTC', columns: {}, rules: [] })).toEqual({
    version: 1,
    engine: 'files',
    layout: 'calls',
  });
});

test('a wrong rule is named by its place, with the sentence of the backend', () => {
  const checked = checkedRules([
    { codes: '486', result: 'rejected' },
    { codes: '486', result: 'busy' },
  ]);
  expect(checked).toMatchObject({ good: false, index: 1, message: expect.stringContaining('can never match') });
});

test('what words mean depends on the settings beside the rules', () => {
  const decide = (settings: Parameters<typeof checkedRules>[1], word: string) => {
    const checked = checkedRules([], settings);
    return checked.good ? checked.table.classify(null, word) : checked.message;
  };
  expect(decide({}, 'NO_USER_RESPONSE')).toBe('unclassified');
  expect(decide({ vocabulary: 'freeswitch-carrier' }, 'NO_USER_RESPONSE')).toBe('unavailable');
  expect(decide({ vocabulary: 'freeswitch', words: { NO_USER_RESPONSE: 486 } }, 'NO_USER_RESPONSE')).toBe('busy');
});

test('good rules decide codes and words', () => {
  const checked = checkedRules([
    { codes: '486', result: 'rejected' },
    { words: ['Congestion'], result: 'unavailable' },
  ]);
  if (!checked.good) {
    throw new Error(checked.message);
  }
  const decide = (text: string) => {
    const tried = readTried(text);
    return tried === null ? null : checked.table.classify(tried.code, tried.word);
  };
  expect(decide('486')).toBe('rejected');
  expect(decide(' CONGESTION ')).toBe('unavailable');
  expect(decide('600')).toBe('busy');
  expect(decide('183')).toBe('unclassified');
  expect(decide('  ')).toBeNull();
});

test('lists are read with commas, semicolons and line ends', () => {
  expect(splitList(' 49, 4930;+1212\n\n ')).toEqual(['49', '4930', '+1212']);
});

test('each kind of dimension says what it still needs, and is readable once it has it', () => {
  for (const kind of DIMENSION_KINDS) {
    const empty = asKind({ name: '', column: '' }, kind);
    expect(dimensionProblem(empty, [empty])).toBe('Enter a name.');
  }
  const twice = { name: 'a', column: 'x' };
  expect(dimensionProblem(twice, [twice, { name: 'a', column: 'y' }])).toContain('used twice');
  const prefix = asKind({ name: 'country', column: 'to' }, 'prefix');
  expect(dimensionProblem(prefix, [prefix])).toContain('at least one prefix');
  const good = { ...prefix, prefixes: ['49'] };
  expect(dimensionProblem(good as typeof prefix, [good as typeof prefix])).toBeNull();
  expect(parseSettings({ dimensions: [good] }).settings.dimensions).toEqual([good]);
});

test('the config editor has a field or section for each setting', () => {
  const folder = path.resolve(__dirname, '../../src/editor/config');
  const sources = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const named = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bsetting(?:Field|Section)\(\s*'(\w+)'/g)].map(([, name]) => name))
  );
  // The editor writes the version itself.
  expect([...named, 'version'].sort()).toEqual(Object.keys(settingFields).sort());
});
