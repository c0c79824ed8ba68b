import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, workFolder } from './projectRoot';

const run = promisify(execFile);

interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
}

/**
 * The folder of a package that the lockfile names: where npm installed it, or, as npm installs only what fits the machine, a copy
 * that is fetched from the registry once and compared with the lockfile.
 * @throws Error if the lockfile does not name the package, or the registry has another one
 */
export async function packageFolder(name: string): Promise<string> {
  const installed = join(projectRoot, 'node_modules', name);
  return existsSync(join(installed, 'package.json')) ? installed : fetched(name, await lockedPackage(name));
}

/** @throws Error if the lockfile does not name the package */
export async function lockedPackage(name: string): Promise<LockedPackage> {
  const lock = JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  const locked = lock.packages[`node_modules/${name}`];
  if (locked === undefined) {
    throw new Error(`package-lock.json does not name ${name}. Add it to the dependencies in package.json and run npm install.`);
  }
  return locked;
}

async function fetched(name: string, { version, integrity }: LockedPackage): Promise<string> {
  const parts = join(workFolder, 'parts');
  const place = join(parts, `${name.replace('/', '+')}@${version}`);
  if (!existsSync(place)) {
    await mkdir(parts, { recursive: true });
    const folder = await mkdtemp(join(parts, 'fetching-'));
    const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], {
      cwd: projectRoot,
      shell: process.platform === 'win32',
    });
    const archive = join(folder, stdout.trim());
    const found = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`;
    if (found !== integrity) {
      throw new Error(`The registry's ${name} ${version} is not the one of package-lock.json (${found} instead of ${integrity}).`);
    }
    await run('tar', ['-xzf', archive, '-C', folder]);
    await rename(join(folder, 'package'), place);
    await rm(folder, { recursive: true });
  }
  return place;
}
