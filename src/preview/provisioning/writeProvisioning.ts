import { promises as fs } from 'node:fs';
import path from 'node:path';
import { wrong } from '../argumentValues';
import type { PreviewDataSource } from '../previewDataSource';
import { summaryOf } from '../summary';
import { dataSourceFile, numbered, shownDataSource, stepsAfter } from './dataSourceFile';

/**
 * Writes the data source, if its records can be read, for Grafana's provisioning; `-` prints it.
 * @throws CallResultError if the records cannot be read, or `settings` if the file exists or cannot be written
 */
export async function writeProvisioning(source: PreviewDataSource, file: string, say: (line: string) => void): Promise<void> {
  const health = await source.checkHealthAfterImport(say);
  summaryOf(health);
  const shown = shownDataSource(source);
  const text = dataSourceFile(shown);
  if (file === '-') {
    process.stdout.write(text);
  } else {
    await writeNew(file, text);
    say(`Wrote ${path.resolve(file)}.`);
  }
  [health.message, ...numbered(stepsAfter(shown))].forEach(say);
}

/** What exists may have been edited since, or belong to somebody else. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await fs.writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw wrong(
        `--write-provisioning: ${file} exists and is not overwritten. Remove it, or name another file; - prints it, to compare.`,
        cause
      );
    }
    throw wrong(`--write-provisioning: ${file} cannot be written (${message}). Name a file in a folder that exists.`, cause);
  }
}
