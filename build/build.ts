/**
 * `npm run build` makes dist/, the folder Grafana loads. `tsx build/build.ts backend` makes one part alone:
 * backend, module or files.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withFileLock } from './withFileLock';
import { bundleBackend } from './backend';
import { buildExecutable, executableNotices } from './executable';
import { writeNotices } from './notices';
import { hostPlatform } from './platform';
import { copyPluginFiles } from './pluginFiles';
import { projectRoot, workFolder } from './projectRoot';

const outFolder = join(projectRoot, 'dist');

interface Step {
  /** What the step makes, as its user reads it. */
  readonly makes: string;
  run(): Promise<void>;
}

const steps: Readonly<Record<string, Step>> = {
  backend: {
    makes: 'the executable',
    async run() {
      const { executable } = JSON.parse(await readFile(join(projectRoot, 'plugin.json'), 'utf8')) as { executable: string };
      const bundle = await bundleBackend(join(projectRoot, 'src/backend/main.ts'), { folder: workFolder, name: 'backend.cjs' });
      await buildExecutable(bundle.file, outFolder, executable, hostPlatform());
      await writeNotices(outFolder, 'executable', await executableNotices(bundle.packages, hostPlatform()));
    },
  },
  module: {
    makes: 'module.js for the browser',
    async run() {
      const { buildModule } = await import('./module');
      await buildModule(outFolder);
    },
  },
  files: {
    makes: 'plugin.json, texts and pictures',
    run: () => copyPluginFiles(outFolder, new Date()),
  },
};

async function build(asked: readonly string[]): Promise<void> {
  if (asked.length === 0) {
    await rm(outFolder, { recursive: true, force: true });
  }
  await mkdir(outFolder, { recursive: true });
  for (const name of asked.length === 0 ? Object.keys(steps) : asked) {
    const step = steps[name];
    if (step === undefined) {
      throw new Error(`There is no part "${name}" to build. There are: ${Object.keys(steps).join(', ')}.`);
    }
    const started = performance.now();
    process.stdout.write(`Building ${step.makes} … `);
    await step.run();
    process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  }
}

withFileLock(join(workFolder, 'lock'), () => build(process.argv.slice(2))).catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
