import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packagedReadme } from './packagedReadme';
import { projectRoot } from './projectRoot';

/** The dashboards that the plugin brings along, as JSON beside the code that makes them. */
export const dashboardsFolder = join(projectRoot, 'src/dashboards');

const copied = ['CHANGELOG.md', 'LICENSE'];

/** What Grafana and its readers find beside the code: plugin.json with version and day, the texts and their translations, the pictures, the dashboards. */
export async function copyPluginFiles(outFolder: string, builtOn: Date): Promise<void> {
  const { version, repository } = await readJson<{ version: string; repository?: string }>('package.json');
  const plugin = await readJson<{ info: Record<string, unknown> }>('plugin.json');
  const filled = { ...plugin, info: { ...plugin.info, version, updated: builtOn.toISOString().slice(0, 10) } };
  await writeFile(join(outFolder, 'plugin.json'), `${JSON.stringify(filled, null, 2)}\n`);
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
  await writeFile(join(outFolder, 'README.md'), packagedReadme(readme, repository ?? null, version));
  await Promise.all(copied.map((file) => cp(join(projectRoot, file), join(outFolder, file))));
  for (const folder of ['img', 'locales']) {
    await cp(join(projectRoot, 'src', folder), join(outFolder, folder), { recursive: true });
  }
  await mkdir(join(outFolder, 'dashboards'), { recursive: true });
  const dashboards = (await readdir(dashboardsFolder)).filter((file) => file.endsWith('.json'));
  await Promise.all(dashboards.map((file) => cp(join(dashboardsFolder, file), join(outFolder, 'dashboards', file))));
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(projectRoot, file), 'utf8')) as T;
}
