import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Layout } from '../../src/domain/layouts/layout';
import { LAYOUTS } from '../../src/domain/layouts/layouts';
import { DEFAULT_TOP, MAX_BUCKETS, MAX_CELLS, MAX_TOP } from '../../src/domain/queryParts';
import { parseCallQuery, QUERY_FIELDS, QUERY_KINDS } from '../../src/kinds/kinds';
import { RESULT_FACTS, RESULTS } from '../../src/domain/results';
import { compileRules } from '../../src/domain/rules';
import { SERVER_ENGINES, SERVERS } from '../../src/domain/engines/engines';
import { serverFields, TLS_MODES } from '../../src/domain/serverSettings';
import { DEFAULT_RECORDS_DIR, parseSettings } from '../../src/domain/settings';
import { VOCABULARY_NAMES } from '../../src/domain/vocabularies/names';

const root = path.resolve(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const documents = [
  'SECURITY.md',
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Blocks of JSON in a document, those that are whole objects. */
function jsonBlocks(text: string): unknown[] {
  return [...text.matchAll(/```json\n([\s\S]*?)```/g)]
    .map((block) => block[1] ?? '')
    .filter((block) => block.startsWith('{'))
    .map((block) => JSON.parse(block));
}

describe('documents', () => {
  test.each(documents)('%s links only to files that are there', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((link) => link[1] ?? '');
    const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(name), link)));
    expect(missing).toEqual([]);
  });

  test.each(documents)('%s names only npm scripts that exist', (name) => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const named = [...read(name).matchAll(/npm (?:run ([\w:]+)|(start|test))/g)].map((match) => match[1] ?? match[2] ?? '');
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  test('contributors read what every npm script does, and which folders of tests there are', () => {
    const text = read('CONTRIBUTING.md');
    const commands = Object.keys(JSON.parse(read('package.json')).scripts).map((name) =>
      ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`
    );
    const rows = text.split('\n').filter((line) => line.startsWith('| `npm'));
    expect(commands.filter((command) => !rows.some((row) => row.includes(`\`${command}\``)))).toEqual([]);
    const folders = [...text.matchAll(/^\| `(test\/\w+)` \|/gm)].map((match) => match[1] ?? '');
    expect(folders.length).toBeGreaterThan(0);
    expect(folders.filter((folder) => !existsSync(path.join(root, folder)))).toEqual([]);
  });

  test('the index of decisions names every decision, and its title', () => {
    const index = read('docs/decisions/README.md');
    for (const name of readdirSync(path.join(root, 'docs/decisions')).filter((file) => file !== 'README.md')) {
      const title = /^# (\d+)\. (.*)$/m.exec(read(`docs/decisions/${name}`));
      expect(index).toContain(`| ${title?.[1]} | [${title?.[2]}](${name}) |`);
    }
  });

  test('the query model shows a query that is accepted, every field and every limit', () => {
    const text = read('docs/query-model.md');
    const examples = jsonBlocks(text);
    expect(examples.length).toBeGreaterThan(0);
    examples.forEach((example) => expect(() => parseCallQuery(example)).not.toThrow());
    // Kinds that have a page of their own describe their fields there.
    const here = QUERY_KINDS.filter((kind) => !existsSync(path.join(root, `docs/kinds/${kind}.md`)));
    for (const field of new Set(here.flatMap((kind) => QUERY_FIELDS[kind]))) {
      expect(text).toContain(`\`${field}\``);
    }
    for (const number of [MAX_BUCKETS, MAX_TOP, DEFAULT_TOP]) {
      expect(text).toContain(number.toLocaleString('en-GB'));
    }
    expect(text).toContain(`${MAX_CELLS / 1e6} million cells`);
  });

  test('the settings show settings that are accepted, and the default of the records folder', () => {
    const text = read('docs/settings.md');
    const examples = jsonBlocks(text);
    expect(examples.length).toBeGreaterThan(0);
    examples.forEach((example) => expect(() => parseSettings(example)).not.toThrow());
    const inline = [...text.matchAll(/\| `(\{"name".*?\})` \|/g)].map((match) => JSON.parse(match[1] ?? ''));
    expect(inline.length).toBe(4);
    expect(() => parseSettings({ dimensions: inline })).not.toThrow();
    expect(text).toContain(`\`${DEFAULT_RECORDS_DIR}\``);
  });

  test('the settings describe every field, whatever the engine, and every name that is allowed in it', () => {
    const text = read('docs/settings.md');
    const fields = SERVER_ENGINES.flatMap((engine) => Object.keys(parseSettings({ engine }).settings));
    for (const field of new Set([
      'path',
      'callTime',
      'vocabulary',
      'settle',
      'callLink',
      ...fields,
      ...Object.keys(serverFields),
      'url',
      'user',
      'database',
    ])) {
      expect(text).toContain(`| \`${field}\` |`);
    }
    for (const name of [
      ...SERVER_ENGINES,
      ...TLS_MODES,
      ...VOCABULARY_NAMES,
      ...Object.keys(LAYOUTS),
      'secureJsonData.password',
      'secureJsonData.tlsClientKey',
    ]) {
      expect(text).toContain(`\`${name}\``);
    }
    Object.values(SERVERS).forEach(({ address }) => expect(text).toContain(String(address.port)));
  });

  test('the table of results is the one that counts', () => {
    const rows = [...read('docs/result-rules.md').matchAll(/^\| (\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].slice(1);
    expect(rows.map((row) => row[1])).toEqual([...RESULTS]);
    const rules = compileRules();
    for (const [, name = '', codes = '', meaning, whereToLook] of rows) {
      const result = RESULTS.find((candidate) => candidate === name);
      expect(result && [RESULT_FACTS[result].meaning, RESULT_FACTS[result].whereToLook]).toEqual([meaning?.trim(), whereToLook?.trim()]);
      const listed = codes.match(/\b\d{3}\b/g) ?? [];
      expect(listed.filter((code) => !codes.includes('above') && rules.classify(Number(code), null) !== name)).toEqual([]);
    }
  });

  test('the custom rules that are shown can all match', () => {
    const block = /"rules": \[[\s\S]*?\n\]/.exec(read('docs/result-rules.md'))?.[0] ?? '';
    expect(() => parseSettings(JSON.parse(`{${block}}`))).not.toThrow();
  });

  test('the rules that look at columns can be used as shown, and the suggested ones are shown', () => {
    const examples = jsonBlocks(read('docs/result-rules.md'));
    expect(examples).not.toHaveLength(0);
    examples.forEach((settings) => expect(parseSettings(settings).rules.rowRules).not.toHaveLength(0));
    const layouts: Layout[] = Object.values(LAYOUTS);
    for (const { name, suggestedRules = [] } of layouts) {
      const shown = read(`docs/layouts/${name}.md`).replaceAll(/\s+/g, ' ');
      suggestedRules.forEach(({ title, rule }) => {
        expect(shown).toContain(title);
        expect(shown.replaceAll(/\s/g, '')).toContain(JSON.stringify(rule));
      });
    }
  });

  test('every layout and every column of it is described', () => {
    const overview = read('docs/layouts.md');
    for (const [name, facts] of Object.entries(LAYOUTS)) {
      expect(overview).toContain(`(layouts/${name}.md)`);
      const text = read(`docs/layouts/${name}.md`);
      expect(text).toContain(`# Layout \`${name}\``);
      jsonBlocks(text).forEach((settings) => expect(() => parseSettings(settings)).not.toThrow());
      expect(
        facts.columns
          .map((column) => column.name)
          .filter((column) => !text.includes(`\`${column}\``) && !['method', 'sip_reason'].includes(column))
      ).toEqual([]);
    }
  });
});
