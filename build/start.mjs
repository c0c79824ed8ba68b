/** `npm start`: makes the plugin and the preview ready, then shows call records. */
import { createRequire } from 'node:module';
import { makeReady, project, server, succeeds } from './ready.mjs';

if (await succeeds(makeReady)) {
  const { preview } = createRequire(import.meta.url)(server);
  process.exitCode = await preview(process.argv.slice(2), project);
} else if (process.argv[2] === 'check') {
  // 1 says of records that their numbers are wrong.
  process.exitCode = 2;
}
