import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform, ProgramForm } from '../platform';
import { neededLibraries } from '../elf/neededLibraries';
import { nativeFile } from './nativeFile';

const FORMATS: Readonly<Record<ProgramForm, string>> = { elf: 'ELF', pe: 'PE', script: 'Mach-O' };

/** What every system with glibc has. */
const GLIBC = ['libc.so.6', 'libdl.so.2', 'libm.so.6', 'libpthread.so.0', 'librt.so.1', 'ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'];

/** What systems with glibc have, but Grafana's default image for amd64 has not. */
const COMPILERS = ['libstdc++.so.6', 'libgcc_s.so.1'];

/** The files that the system starts; all others are only read. */
export const isProgram = (path: string): boolean => /(?:^|\/)gpx_[^/]+$|\/lib\/[^/]+\/node$/.test(path);

/**
 * Looks at what cannot be started here: each program and library must be of the platform's format and processor, those for Apple's own processors signed, and
 * those for Linux must find the libraries that they are linked to.
 * @throws Error that names the file
 */
export async function checkContents(folder: string, platform: Platform): Promise<void> {
  const [, architecture] = platform.name.split('_');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const brought = new Set(files.map(({ name }) => name));
  let natives = 0;
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name));
    const found = nativeFile(bytes);
    if (found === null) {
      continue;
    }
    natives++;
    if (found.format !== FORMATS[platform.form] || found.architecture !== architecture) {
      throw new Error(`${file.name} is ${found.format} for ${found.architecture}, which ${platform.name} does not start.`);
    }
    if (found.isSigned === false && architecture === 'arm64') {
      throw new Error(`${file.name} is not signed, and macOS does not start it.`);
    }
    const missing = found.format === 'ELF' ? neededLibraries(bytes).filter((name) => !isThere(name, brought, platform)) : [];
    if (missing.length > 0) {
      throw new Error(`${file.name} needs ${missing.join(', ')}, which is not in the package.`);
    }
  }
  const expected = platform.duckDbFiles.length + 1;
  if (natives < expected) {
    throw new Error(`The package for ${platform.name} has ${natives} programs and libraries; at least ${expected} were expected.`);
  }
}

const isThere = (library: string, brought: ReadonlySet<string>, { name }: Platform): boolean =>
  brought.has(library) || GLIBC.includes(library) || (name !== 'linux_amd64' && COMPILERS.includes(library));
