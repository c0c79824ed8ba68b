import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** What builds leave for their next steps; not part of the plugin. */
export const workFolder = join(projectRoot, '.build');
