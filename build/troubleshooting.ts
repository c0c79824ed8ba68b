/** Writes the errors and notices that the source has into the page about them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withMessages } from './messages';
import { projectRoot } from './projectRoot';

const page = join(projectRoot, 'docs/troubleshooting.md');

async function write(): Promise<void> {
  await writeFile(page, withMessages(await readFile(page, 'utf8')));
}

void write();
