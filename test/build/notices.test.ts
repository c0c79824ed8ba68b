import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticeOf, packageOf } from '../../build/notices';

const PROJECT = join(__dirname, '../..');
const ZOD = createRequire(__filename).resolve('zod');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'notices-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The bundler is an ES module, which a test cannot load. */
const SCRIPT = (out: string) => `
import { noticeOf, writeNotices } from ${JSON.stringify(join(PROJECT, 'build/notices.ts'))};
import { browserConfiguration, bundle } from ${JSON.stringify(join(PROJECT, 'build/rspackBrowser.ts'))};
const entry = ${JSON.stringify(join(out, 'entry.js'))};
bundle({ ...browserConfiguration('production'), entry, output: { path: ${JSON.stringify(join(out, 'bundle'))} } })
  .then((packages) => Promise.all(packages.map(noticeOf)))
  .then((notices) => writeNotices(${JSON.stringify(out)}, 'part', notices));
`;

it('names every package that a bundle was made of, with its license', () => {
  writeFileSync(join(folder, 'entry.js'), `export * from ${JSON.stringify(ZOD)};`);
  writeFileSync(join(folder, 'script.ts'), SCRIPT(folder));
  const tsx = join(PROJECT, 'node_modules/tsx/dist/cli.mjs');
  const { stderr } = spawnSync(process.execPath, [tsx, join(folder, 'script.ts')], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { version, license } = JSON.parse(readFileSync(join(packageOf(ZOD), 'package.json'), 'utf8')) as Record<string, string>;
  const [heading, ...notices] = readFileSync(join(folder, 'licenses', 'part.txt'), 'utf8').split(/^-{80}$/m);
  expect(heading).toContain('Works of others');
  expect(notices).toEqual([expect.stringContaining(`zod ${version}\nLicense: ${license}\n`)]);
});

it('has the text of a package that contains one', async () => {
  const license = readFileSync(join(PROJECT, 'node_modules/zod/LICENSE'), 'utf8');
  expect(await noticeOf(join(PROJECT, 'node_modules/zod'))).toMatchObject({ name: 'zod', license: 'MIT', text: license.trim() });
});

it('refuses a package that tells no license', async () => {
  writeFileSync(join(folder, 'package.json'), '{"name": "unknown", "version": "1.0.0"}');
  await expect(noticeOf(folder)).rejects.toThrow('unknown tells no license, so the plugin must not contain it.');
});
