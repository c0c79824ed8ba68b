import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SERVER_ENGINES } from '../../../src/domain/engines/engines';

const ROOT = path.resolve(__dirname, '../../..');
const SOURCES = path.join(ROOT, 'src');

test('a database is named in its own file and folder only', () => {
  const quoted = new RegExp(`['"\`.](${SERVER_ENGINES.join('|')})(?![\\w-])`);
  const own = ['domain/engines/', ...SERVER_ENGINES.map((engine) => `backend/stores/${engine}/`)];
  const naming = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !own.some((folder) => file.startsWith(folder)))
    .flatMap((file) => quoted.exec(readFileSync(path.join(SOURCES, file), 'utf8'))?.[0].replace(/^/, `${file}: `) ?? []);
  expect(naming).toEqual([]);
});

test.each(SERVER_ENGINES)('%s has a page of the docs that the README links to', (engine) => {
  expect(existsSync(path.join(ROOT, `docs/stores/${engine}.md`))).toBe(true);
  expect(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).toContain(`(docs/stores/${engine}.md)`);
});
