import path from 'node:path';
import type { StoredSettings } from '../domain/settings';
import type { PreviewCommand } from './arguments';
import { type Plugin, startPlugin } from './client/startPlugin';
import { executablePath } from './executable';
import { findPlace, type Place } from './place';
import { generateSample } from './sample/generateSample';
import { ShownDataSource } from './shownDataSource';

/** A started plugin process and the data source that it answers for. */
export interface Session {
  readonly plugin: Plugin;
  readonly source: ShownDataSource;
}

/** Finds the records, or makes the sample, and starts the plugin's process on them. */
export async function openSession(command: PreviewCommand, projectFolder: string, say: (line: string) => void): Promise<Session> {
  const place = command.path === null ? await samplePlace(projectFolder, say) : await findPlace(command.path, process.cwd());
  const plugin = await startPlugin(executablePath(projectFolder), { env: environmentFor(place) });
  return { plugin, source: new ShownDataSource(plugin, place.title, settingsFor(command, place)) };
}

async function samplePlace(projectFolder: string, say: (line: string) => void): Promise<Place> {
  const folder = path.join(projectFolder, '.build', 'sample');
  const started = performance.now();
  let made = false;
  await generateSample(folder, { onStart: () => (made = true) });
  if (made) {
    say(`Made the sample: 500,000 calls of a month (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  }
  return { recordsDir: folder, path: '', title: 'Sample: a month of a carrier' };
}

/** Nearly empty, as under Grafana: the records folder, and where temporary files go if somebody chose a place. */
function environmentFor({ recordsDir }: Place): Record<string, string> {
  const temporary = process.env['TMPDIR'];
  return { GF_PLUGIN_RECORDS_DIR: recordsDir, ...(temporary === undefined ? {} : { TMPDIR: temporary }) };
}

function settingsFor({ layout, timeZone, columns }: PreviewCommand, place: Place): StoredSettings {
  const named = Object.keys(columns).length === 0 ? {} : { columns: { ...columns } };
  return { version: 1, engine: 'files', path: place.path, layout, timeZone, ...named };
}
