import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { LAYOUT_NAMES } from '../../../src/domain/layouts/layouts';

const SOURCES = path.resolve(__dirname, '../../../src');
/** Words that name other things too: a query kind and a unit, and a ratio. */
const COMMON_WORDS = ['calls', 'custom'];
/** Vocabularies share their names with the systems that speak them. */
const NAMES_OF_THEIR_OWN = ['domain/layouts/', 'domain/vocabularies/', 'backend/protocol/gen/'];

test('a layout is named in its own file only', () => {
  const quoted = new RegExp(`['"\`.](${LAYOUT_NAMES.filter((name) => !COMMON_WORDS.includes(name)).join('|')})(?![\\w-])`);
  const naming = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !NAMES_OF_THEIR_OWN.some((folder) => file.startsWith(folder)))
    .flatMap((file) => quoted.exec(readFileSync(path.join(SOURCES, file), 'utf8'))?.[0].replace(/^/, `${file}: `) ?? []);
  expect(naming).toEqual([]);
});
