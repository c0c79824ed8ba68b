import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { neededLibraries } from '../../build/elf/neededLibraries';
import { withoutSymbols } from '../../build/elf/withoutSymbols';
import { forProcessor } from '../../build/machO';
import { checkContents } from '../../build/package/contents';
import { nativeFile } from '../../build/package/nativeFile';
import { billOfMaterials } from '../../build/package/sbom';
import { zip } from '../../build/package/zip';
import { allPlatforms, type Platform, platformOf } from '../../build/platform';
import { startScript } from '../../build/startScript';

const resolve = createRequire(__filename).resolve;
const NODE = resolve(`node-linux-${process.arch}/bin/node`);
const DUCKDB = join(
  dirname(createRequire(resolve('@duckdb/node-bindings')).resolve(`@duckdb/node-bindings-linux-${process.arch}/package.json`)),
  'libduckdb.so'
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Buffer, mode = 0o644): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
  return file;
}

describe('symbols', () => {
  it('are left out of a program that runs as before', () => {
    const slim = withoutSymbols(readFileSync(NODE));
    expect(slim.length).toBeLessThan(0.9 * statSync(NODE).size);
    const program = write('node', slim, 0o755);
    expect(execFileSync(program, ['-p', '[1, 2].map((n) => n * 2).join()'], { encoding: 'utf8' })).toBe('2,4\n');
  });

  it('are left out of a library, and not the names of those that it is linked to', () => {
    const slim = withoutSymbols(readFileSync(DUCKDB));
    expect(slim.length).toBeLessThan(0.9 * statSync(DUCKDB).size);
    // As readelf --dynamic tells them.
    expect(neededLibraries(slim)).toEqual(expect.arrayContaining(['libm.so.6', 'libstdc++.so.6', 'libgcc_s.so.1', 'libc.so.6']));
  });

  it('are not looked for in files of other systems', () => {
    expect(() => withoutSymbols(Buffer.from('MZ, a program of another system'))).toThrow(/ELF/);
  });
});

/** A library with a part for each processor, as Apple's loader reads it. */
function fatLibrary(parts: readonly { readonly processor: number; readonly content: Buffer }[]): Buffer {
  const header = Buffer.alloc(8 + 20 * parts.length);
  header.writeUInt32BE(0xcafebabe, 0);
  header.writeUInt32BE(parts.length, 4);
  let offset = header.length;
  parts.forEach(({ processor, content }, index) => {
    [processor, 0, offset, content.length, 0].forEach((number, place) => header.writeUInt32BE(number, 8 + index * 20 + place * 4));
    offset += content.length;
  });
  return Buffer.concat([header, ...parts.map(({ content }) => content)]);
}

/** The start of a Mach-O file with one load command. */
function machO(processor: number, command: number): Buffer {
  const file = Buffer.alloc(48);
  [0xfeedfacf, processor, 0, 2, 1, 16, 0, 0, command, 16].forEach((number, place) => file.writeUInt32LE(number, place * 4));
  return file;
}

const APPLE = { amd64: 0x01000007, arm64: 0x0100000c };
const SIGNATURE = 0x1d;

it('takes the part for one processor out of a library for several', () => {
  const arm = machO(APPLE.arm64, SIGNATURE);
  const library = fatLibrary([
    { processor: APPLE.amd64, content: machO(APPLE.amd64, 1) },
    { processor: APPLE.arm64, content: arm },
  ]);
  expect(forProcessor(library, 'arm64')).toEqual(arm);
  expect(forProcessor(arm, 'arm64')).toEqual(arm);
  expect(() => forProcessor(fatLibrary([]), 'arm64')).toThrow('no part for arm64');
});

it('knows programs by their headers', () => {
  const ownArchitecture = process.arch === 'x64' ? 'amd64' : process.arch;
  expect(nativeFile(readFileSync(NODE))).toEqual({ format: 'ELF', architecture: ownArchitecture });
  expect(nativeFile(machO(APPLE.arm64, SIGNATURE))).toEqual({ format: 'Mach-O', architecture: 'arm64', isSigned: true });
  expect(nativeFile(machO(APPLE.amd64, 1))).toEqual({ format: 'Mach-O', architecture: 'amd64', isSigned: false });
  const windows = Buffer.alloc(0x60);
  windows.write('MZ');
  windows.writeUInt32LE(0x50, 0x3c);
  windows.write('PE\0\0', 0x50);
  windows.writeUInt16LE(0x8664, 0x54);
  expect(nativeFile(windows)).toEqual({ format: 'PE', architecture: 'amd64' });
  expect(nativeFile(Buffer.from('start_time,sip_code\n'))).toBeNull();
});

describe('a package is refused', () => {
  const mac = platformOf('darwin', 'arm64');
  const furnish = (platform: Platform, content: Buffer): void => platform.duckDbFiles.forEach((file) => write(`lib/${file}`, content));

  it.each([
    ['with a program of another processor', machO(APPLE.amd64, SIGNATURE), /Mach-O for amd64, which darwin_arm64 does not start/],
    ['with a program that is not signed', machO(APPLE.arm64, 1), /not signed/],
    ['without a program', machO(APPLE.arm64, SIGNATURE), /2 programs and libraries; at least 3/],
  ])('%s', async (_, content, message) => {
    furnish(mac, content);
    await expect(checkContents(folder, mac)).rejects.toThrow(message);
  });

  it('if a library that it is linked to is missing', async () => {
    const own = platformOf('linux', process.arch);
    furnish(own, readFileSync(DUCKDB));
    write('gpx_callresult', readFileSync(NODE));
    const checked = checkContents(folder, { ...own, name: 'linux_amd64' });
    await (process.arch === 'x64'
      ? expect(checked).rejects.toThrow(/needs libstdc\+\+\.so\.6.*not in the package/)
      : expect(checked).rejects.toThrow(/arm64/));
  });
});

it('packs the same files into the same bytes, whatever their times and modes', async () => {
  const time = new Date('2026-05-04T03:02:01Z');
  const archives: Buffer[] = [];
  for (const [index, names] of [
    ['b.txt', 'lib/x/node', 'a.txt'],
    ['a.txt', 'lib/x/node', 'b.txt'],
  ].entries()) {
    const from = join(folder, String(index));
    for (const name of names) {
      const file = write(`${index}/${name}`, name);
      chmodSync(file, index === 0 ? 0o600 : 0o644);
      utimesSync(file, index, index);
    }
    const archive = join(folder, `${index}.zip`);
    await zip(archive, [{ folder: from, as: 'plugin' }], { time, runs: (path) => path.endsWith('/node') });
    archives.push(readFileSync(archive));
  }
  expect(archives[0]).toEqual(archives[1]);
  expect(directoryOf(archives[0] ?? Buffer.alloc(0))).toEqual([
    { name: 'plugin/a.txt', mode: 0o100644 },
    { name: 'plugin/b.txt', mode: 0o100644 },
    { name: 'plugin/lib/x/node', mode: 0o100755 },
  ]);
});

/** The names and modes in an archive's central directory. Layout: PKWARE's APPNOTE, 4.3.12. */
function directoryOf(archive: Buffer): { name: string; mode: number }[] {
  const files: { name: string; mode: number }[] = [];
  const entry = Buffer.from('PK\x01\x02');
  for (let place = archive.indexOf(entry); place >= 0; place = archive.indexOf(entry, place + 1)) {
    const name = archive.toString('utf8', place + 46, place + 46 + archive.readUInt16LE(place + 28));
    files.push({ name, mode: archive.readUInt32LE(place + 38) >>> 16 });
  }
  return files;
}

it('names what it contains of others in CycloneDX', () => {
  const zod = { name: 'zod', version: '4.6.7', purl: 'pkg:npm/zod@4.6.7', license: 'MIT', text: '' };
  const runtime = { name: 'libgcc', version: '14', purl: null, license: 'GPL-3.0-or-later WITH GCC-exception-3.1', text: '' };
  const time = new Date('2026-05-04T03:02:01Z');
  const told = billOfMaterials(
    { id: 'callmeter-callresult-datasource', version: '0.1.0', license: 'Apache-2.0' },
    [zod, runtime, zod],
    time
  );
  expect(JSON.parse(told)).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { timestamp: '2026-05-04T03:02:01.000Z', component: { name: 'callmeter-callresult-datasource', version: '0.1.0' } },
    components: [
      { name: 'libgcc', licenses: [{ expression: runtime.license }] },
      { name: 'zod', purl: zod.purl, licenses: [{ license: { id: 'MIT' } }] },
    ],
  });
});

it('starts node with the bundle, and nothing of the surroundings, where it must stay as signed', () => {
  write('lib/darwin_arm64/node', '#!/bin/sh\necho "$1 $NODE_OPTIONS"\n', 0o755);
  const script = write('gpx_callresult_darwin_arm64', startScript('darwin_arm64', 'callresult.cjs'), 0o755);
  const printed = execFileSync(script, { encoding: 'utf8', env: { PATH: process.env['PATH'], NODE_OPTIONS: '--inspect' } });
  expect(printed).toBe(`${join(folder, 'lib/darwin_arm64/callresult.cjs')} \n`);
});

it('has one package for each name that Grafana gives a platform', () => {
  expect(allPlatforms.map(({ name }) => name).toSorted()).toEqual([
    'darwin_amd64',
    'darwin_arm64',
    'linux_amd64',
    'linux_arm64',
    'windows_amd64',
  ]);
});
