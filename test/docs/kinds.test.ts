import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCallQuery, QUERY_FIELDS, QUERY_KINDS } from '../../src/kinds/kinds';

const folder = path.resolve(__dirname, '../../docs/kinds');
const pages = readdirSync(folder).map((name) => path.basename(name, '.md'));
const read = (kind: string) => readFileSync(path.join(folder, `${kind}.md`), 'utf8');

test('every kind has a page, which the query model and the README lead to', () => {
  expect([...pages].sort()).toEqual([...QUERY_KINDS].sort());
  const [model, readme] = ['docs/query-model.md', 'README.md'].map((name) => readFileSync(path.resolve(folder, '../..', name), 'utf8'));
  expect(QUERY_KINDS.filter((kind) => !model?.includes(`(kinds/${kind}.md)`) || !readme?.includes(`(docs/kinds/${kind}.md)`))).toEqual([]);
});

test.each(pages)('the page of %s says when to use it, what its frames are, and where its definition is from', (page) => {
  const text = read(page);
  expect(text).toMatch(/^# \w+\n\n[^]*?Use it /);
  expect(text).toMatch(/^## (Frames?|How)/m);
  expect(text).toMatch(/^## (Formula and source|Definitions|What is counted|What passes|How it is decided|Telephone numbers)/m);
});

test.each(pages)('the page of %s belongs to a kind, links to files that are there and shows queries that are accepted', (page) => {
  expect(QUERY_KINDS).toContain(page);
  const text = read(page);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((link) => link[1] ?? '');
  expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map((block) => JSON.parse(block[1] ?? ''));
  expect(examples.length).toBeGreaterThan(0);
  examples.forEach((example) => expect(parseCallQuery(example).kind).toBe(page));
});

test.each(pages)('the page of %s, or the query model, names each of its fields', (page) => {
  const kind = QUERY_KINDS.find((one) => one === page);
  const model = readFileSync(path.join(folder, '../query-model.md'), 'utf8');
  const text = read(page) + model;
  expect(kind && QUERY_FIELDS[kind].filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
});
