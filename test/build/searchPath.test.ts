import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setSearchPath } from '../../build/elf/searchPath';

const node = createRequire(__filename).resolve(`node-linux-${process.arch}/bin/node`);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-path-'));
  mkdirSync(join(folder, 'lib'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the system's own loader took for the library, as the program itself reports it. */
function loadedFrom(program: string, library: string): string {
  const script = 'console.log(process.report.getReport().sharedObjects.join("\\n"))';
  const loaded = execFileSync(program, ['-e', script], { env: {}, cwd: '/', encoding: 'utf8' }).split('\n');
  return loaded.find((path) => basename(path) === library) ?? 'nowhere';
}

it('makes the loader look beside the program first', () => {
  const library = 'libstdc++.so.6';
  const systems = loadedFrom(node, library);
  expect(systems).not.toContain(folder);
  copyFileSync(systems, join(folder, 'lib', library));
  const program = readFileSync(node);
  setSearchPath(program, '$ORIGIN/lib');
  writeFileSync(join(folder, 'node'), program, { mode: 0o755 });
  expect(loadedFrom(join(folder, 'node'), library)).toBe(join(folder, 'lib', library));
});

it('refuses what it cannot change', () => {
  expect(() => setSearchPath(Buffer.from('MZ, a program of another system'), '$ORIGIN')).toThrow(/ELF/);
  const program = readFileSync(node);
  expect(() => setSearchPath(program, '/long'.repeat(1000))).toThrow(/room/);
  setSearchPath(program, '$ORIGIN/lib');
  expect(() => setSearchPath(program, '$ORIGIN/lib')).toThrow(/already/);
});
