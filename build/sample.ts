/** `npm run sample [-- FOLDER]`: the sample's month up to tomorrow, for a Grafana whose clock goes on. */
import path from 'node:path';
import { generateSample } from '../src/preview/sample/generateSample';
import { projectRoot } from './projectRoot';

const DAY_MS = 86_400_000;
const folder = path.resolve(process.argv[2] ?? path.join(projectRoot, '.build/records'));

generateSample(folder, { end: Date.now() + DAY_MS })
  .then((file) => process.stdout.write(`${file}\n`))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
