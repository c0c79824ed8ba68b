import path from 'node:path';
import { DEFAULT_LAYOUT } from '../domain/settings';
import type { RecordsArguments } from './arguments';
import { type Plugin, startPlugin } from '../pluginHost/startPlugin';
import { executablePath } from './executable';
import { findPlace, type Place } from './place';
import { generateSample } from './sample/generateSample';
import { type ServerPlace, serverTitle } from './serverArguments';
import { type SavedSettings, PreviewDataSource } from './previewDataSource';
import { readSettingsFile } from './settingsFile';

/** A started plugin process and the data source that it answers for. */
export interface Session {
  readonly plugin: Plugin;
  readonly source: PreviewDataSource;
  /** Nobody named the layout of the records, or their columns. */
  readonly layoutIsOpen: boolean;
}

/** What is shown, and which files the process may read for it. */
interface Shown {
  readonly layoutIsOpen: boolean;
  readonly title: string;
  readonly saved: SavedSettings;
  readonly recordsDir: string | null;
}

/** Finds the records, or makes the sample, and starts the plugin's process on them. */
export async function openSession(command: RecordsArguments, projectFolder: string, say: (line: string) => void): Promise<Session> {
  const { title, saved, recordsDir, layoutIsOpen } = await shownOf(command, projectFolder, say);
  const env = { ...(recordsDir === null ? {} : { GF_PLUGIN_RECORDS_DIR: recordsDir }), ...temporaryFolder() };
  const plugin = await startPlugin(executablePath(projectFolder), { env });
  return { plugin, source: new PreviewDataSource(plugin, title, recordsDir, saved), layoutIsOpen };
}

async function shownOf(command: RecordsArguments, projectFolder: string, say: (line: string) => void): Promise<Shown> {
  const { records } = command;
  const given = await givenSettings(command);
  const layoutIsOpen = records.in !== 'sample' && !('layout' in given) && !('columns' in given);
  const common = { layout: DEFAULT_LAYOUT, timeZone: 'UTC', ...given };
  switch (records.in) {
    case 'sample':
      return { ...shownFiles(common, await samplePlace(projectFolder, say)), layoutIsOpen };
    case 'files':
      return { ...shownFiles(common, await findPlace(records.path, process.cwd())), layoutIsOpen };
    case 'server':
      return { ...shownServer(common, records), layoutIsOpen };
  }
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

/** Nearly empty, as under Grafana: what the records need, and where temporary files go if somebody chose a place. */
function temporaryFolder(): Record<string, string> {
  const temporary = process.env['TMPDIR'];
  return temporary === undefined ? {} : { TMPDIR: temporary };
}

function shownFiles(common: Readonly<Record<string, unknown>>, { recordsDir, path: inside, title }: Place): Omit<Shown, 'layoutIsOpen'> {
  const jsonData = { ...common, version: 1, engine: 'files', path: inside };
  return { title, saved: { jsonData }, recordsDir };
}

function shownServer(common: Readonly<Record<string, unknown>>, place: ServerPlace): Omit<Shown, 'layoutIsOpen'> {
  const { engine, url, user, database, password, schema, tlsMode, tables } = place;
  const named = {
    ...(schema === '' ? {} : { schema }),
    ...(tlsMode === 'disable' ? {} : { tlsMode }),
    ...(Object.keys(tables).length === 0 ? {} : { tables: { ...tables } }),
  };
  const jsonData = { ...common, version: 1, engine, ...named };
  const secureJsonData: Record<string, string> = password === '' ? {} : { password };
  return { title: serverTitle(place), saved: { jsonData, url, user, database, secureJsonData }, recordsDir: null };
}

/** The settings of the file, below those of the command line. */
async function givenSettings({ settings, layout, timeZone, columns }: RecordsArguments): Promise<Readonly<Record<string, unknown>>> {
  const fromFile = await readSettingsFile(settings);
  const named = typeof fromFile['columns'] === 'object' ? { ...fromFile['columns'], ...columns } : columns;
  return {
    ...fromFile,
    ...(layout === undefined ? {} : { layout }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(Object.keys(named).length === 0 ? {} : { columns: named }),
  };
}
