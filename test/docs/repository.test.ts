import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { LAYOUT_NAMES } from '../../src/domain/layouts/layouts';

const root = path.resolve(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const yamlIn = (folder: string) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`);

describe('the repository', () => {
  test.each(['.github', '.github/workflows', '.github/ISSUE_TEMPLATE'].flatMap(yamlIn))('%s is valid YAML', (name) => {
    expect(parse(read(name), { merge: true })).toEqual(expect.any(Object));
  });

  test('a report of a wrong result offers every layout', () => {
    const { body } = parse(read('.github/ISSUE_TEMPLATE/wrong_result.yml'));
    const layout = body.find(({ id }: { id?: string }) => id === 'layout');
    expect(layout.attributes.options).toEqual([...LAYOUT_NAMES]);
  });

  test('CI runs on the version of .nvmrc, which package.json supports, what developers run', () => {
    const version = Number(read('.nvmrc'));
    const { check } = parse(read('.github/workflows/ci.yml')).jobs;
    expect(check.strategy.matrix.node).toContain(version);
    expect(JSON.parse(read('package.json')).engines.node).toContain(`^${version}.`);
    expect(check.steps.map(({ run }: { run?: string }) => run)).toContain('.ci/run');
  });
});
