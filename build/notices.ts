import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Stats } from '@rspack/core';

/** A work of others that a part of the plugin contains. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** Its package URL; null for what is no package. */
  readonly purl: string | null;
  /** Its SPDX expression. */
  readonly license: string;
  readonly text: string;
}

/** The compiler's runtime libraries, which are no packages. Source: https://gcc.gnu.org/onlinedocs/libstdc++/manual/license.html */
export const COMPILER_RUNTIME: Notice = {
  name: 'libstdc++, libgcc',
  version: 'as of the machine that built the plugin',
  purl: null,
  license: 'GPL-3.0-or-later WITH GCC-exception-3.1',
  text: 'The runtime libraries of the GNU Compiler Collection, unchanged and linked dynamically. Source code and license: https://gcc.gnu.org',
};

/** The folders of all packages that a bundle was made of, also where the bundler left out the code that nothing calls. */
export function bundledPackages(stats: Stats): string[] {
  const read = [...stats.compilation.fileDependencies].filter(
    (file) => /\.(?:[cm]?js|tsx?|css|json)$/.test(file) && basename(file) !== 'package.json'
  );
  return [...new Set(read.flatMap((file) => packageFolder(file) ?? []))];
}

/** The nearest folder in `node_modules` that describes a package by name; null for files of the project. */
function packageFolder(file: string): string | null {
  const marker = `${sep}node_modules${sep}`;
  const start = file.lastIndexOf(marker);
  if (start < 0) {
    return null;
  }
  const [first = '', second = ''] = file.slice(start + marker.length).split(sep);
  return join(file.slice(0, start), 'node_modules', first, first.startsWith('@') ? second : '');
}

/** @throws Error if the package tells neither its license nor has the text of one */
export async function noticeOf(folder: string): Promise<Notice> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const named = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file)).sort();
  const texts = await Promise.all(named.map((file) => readFile(join(folder, file), 'utf8')));
  if (typeof license !== 'string' && texts.length === 0) {
    throw new Error(`${String(name)} tells no license, so the plugin must not contain it. Look at ${folder}.`);
  }
  return {
    name: String(name),
    version: String(version),
    purl: `pkg:npm/${String(name).replace('@', '%40')}@${String(version)}`,
    license: typeof license === 'string' ? license : 'see below',
    text:
      texts.map((text) => text.trim()).join('\n\n') ||
      `The package contains no license text; its source: https://www.npmjs.com/package/${String(name)}`,
  };
}

/** Writes the notices of one part of the plugin to `licenses/` in the folder that Grafana loads. */
export async function writeNotices(outFolder: string, part: string, notices: readonly Notice[]): Promise<void> {
  const inOrder = notices.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)) || (a.version < b.version ? -1 : 1));
  const sections = inOrder.map(({ name, version, license, text }) => `${name} ${version}\nLicense: ${license}\n\n${text}\n`);
  await mkdir(join(outFolder, 'licenses'), { recursive: true });
  await writeFile(
    join(outFolder, 'licenses', `${part}.txt`),
    [`Works of others in this plugin's ${part}\n`, ...sections].join(`\n${'-'.repeat(80)}\n\n`)
  );
}

/** The folder of the package that a file belongs to. */
export function packageOf(file: string): string {
  const folder = dirname(file);
  return existsSync(join(folder, 'package.json')) ? folder : packageOf(folder);
}
