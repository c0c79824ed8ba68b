/** `npm run dashboards` writes the dashboards that the plugin brings along, as Grafana imports and provisions them. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DASHBOARDS } from '../src/dashboards/dashboards';
import { toJson } from '../src/dashboards/parts/toJson';
import { dashboardsFolder } from './pluginFiles';

async function writeDashboards(): Promise<void> {
  const names = Object.keys(DASHBOARDS).map((name) => `${name}.json`);
  const old = (await readdir(dashboardsFolder)).filter((file) => file.endsWith('.json') && !names.includes(file));
  await Promise.all(old.map((file) => rm(join(dashboardsFolder, file))));
  await Promise.all(
    Object.entries(DASHBOARDS).map(([name, dashboard]) => writeFile(join(dashboardsFolder, `${name}.json`), toJson(dashboard())))
  );
}

writeDashboards().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
