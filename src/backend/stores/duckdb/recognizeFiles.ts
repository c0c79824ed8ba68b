import { CallResultError } from '../../../domain/errors';
import type { Layout } from '../../../domain/layouts/layout';
import { LAYOUTS } from '../../../domain/layouts/layouts';
import { type FoundColumns, headerlessLayouts, knownTables, tellingNames } from '../../../domain/layouts/recognizeLayouts';
import type { FilesSettings } from '../../../domain/settings';
import type { StoreEnvironment } from '../store';
import { engineFor } from './engineFor';
import type { DuckDbEngine } from './engine';
import type { RecordFile } from './recordFile';
import { findRecordFiles } from './recordFiles';
import { forEachRelation } from './textRelation';

/** Files of a folder look alike; the newest tell what is written now. */
const MAX_LOOKED_AT = 10;

/** The columns of the newest files, whatever their layout; a file without a header has those of each layout that it may be of. */
export async function findFileColumns(
  settings: FilesSettings,
  environment: StoreEnvironment,
  signal: AbortSignal
): Promise<FoundColumns[]> {
  const anyLayout = layoutOfAny(settings);
  const { files } = await findRecordFiles(environment.recordsDir, settings.path, anyLayout);
  const newest = [...files].sort((a, b) => b.modifiedMs - a.modifiedMs).slice(0, MAX_LOOKED_AT);
  const engine = await engineFor(environment);
  const found: FoundColumns[] = [];
  for (const file of newest) {
    found.push(...(await columnsBy(engine, file, anyLayout, settings, signal)));
    for (const layout of headerlessLayouts()) {
      const headerless = await columnsBy(engine, file, LAYOUTS[layout], settings, signal);
      found.push(...headerless.map((one) => ({ ...one, layout })));
    }
  }
  return found;
}

/** As a header or the fields of objects name them; by a layout's own headers only what has none. */
async function columnsBy(
  engine: DuckDbEngine,
  file: RecordFile,
  layout: Layout,
  settings: FilesSettings,
  signal: AbortSignal
): Promise<FoundColumns[]> {
  const [table = null] = layout.tables;
  const isOfAny = table?.headerless === undefined;
  if (!isOfAny && file.format !== 'csv' && file.format !== 'text') {
    return [];
  }
  const found: FoundColumns[] = [];
  try {
    await forEachRelation(
      engine,
      { ...file, table: file.table === null ? null : table },
      { layout, settings: { ...settings, columns: {}, header: true }, headOnly: true },
      signal,
      async ({ columns, lines }) => {
        const isHeaderless = lines?.kind === 'csv' && !lines.header.inFile;
        if (isOfAny || isHeaderless) {
          found.push({ name: file.name, columns });
        }
      }
    );
  } catch (error) {
    if (!(error instanceof CallResultError) || error.kind === 'cancelled') {
      throw error;
    }
    // A file that cannot be read tells nothing.
  }
  return found;
}

/** Reads whatever has a name that tells a layout. */
function layoutOfAny({ layout }: FilesSettings): Layout {
  const tables = knownTables();
  const grouped = tables.flatMap((table) => table.grouped ?? []);
  const nested = [...tables.flatMap((table) => table.nested ?? []), { at: '$._source' }];
  return {
    ...LAYOUTS[layout],
    columns: tellingNames().map((name) => ({ name, meaning: '' })),
    tables: [
      { name: 'records', files: 'all', optional: true, grouped, nested },
      ...[...new Set(tables.map(({ name }) => name))].map((name) => ({ name, files: 'named' as const, optional: true as const })),
      ...tables.flatMap(({ name, writtenAs }) =>
        writtenAs === undefined ? [] : [{ name, files: 'named' as const, optional: true as const, writtenAs }]
      ),
    ],
    merge: null,
  };
}
