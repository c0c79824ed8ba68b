import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROJECT = path.resolve(__dirname, '../..');

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'linked-')));
  for (const name of ['package.json', 'package-lock.json', 'build/ready.mjs', 'build/start.mjs', 'build/test.mjs']) {
    mkdirSync(path.dirname(path.join(folder, 'checkout', name)), { recursive: true });
    copyFileSync(path.join(PROJECT, name), path.join(folder, 'checkout', name));
  }
  mkdirSync(path.join(folder, 'others', 'someone'), { recursive: true });
  symlinkSync(path.join(folder, 'others'), path.join(folder, 'checkout', 'node_modules'));
  // Whoever installs all the same empties the folder, as npm does.
  writeFileSync(
    path.join(folder, 'npm.cjs'),
    `require('node:fs').rmSync(${JSON.stringify(path.join(folder, 'others', 'someone'))}, { recursive: true });`
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['start.mjs', 'test.mjs'])('%s leaves the packages of another checkout alone and says what to do', (program) => {
  const { status, stderr } = spawnSync(process.execPath, [path.join(folder, 'checkout', 'build', program)], {
    env: { ...process.env, npm_execpath: path.join(folder, 'npm.cjs') },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(
      /^\d+ packages are missing in \S+others, to which node_modules is a link; .* or remove the link \(rm node_modules\) .*\n$/
    ),
  });
  expect(readdirSync(path.join(folder, 'others'))).toEqual(['someone']);
});
