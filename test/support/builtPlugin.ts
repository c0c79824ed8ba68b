import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../..');
const suffixes: Readonly<Record<string, string>> = {
  'linux-x64': 'linux_amd64',
  'linux-arm64': 'linux_arm64',
  'win32-x64': 'windows_amd64.exe',
};

let building: Promise<string> | undefined;

/** The path of the executable that Grafana would start, made of the sources as they are now. */
export function builtPlugin(): Promise<string> {
  building ??= build();
  return building;
}

/** A build of unchanged sources takes less than a second; test files that ask at the same time wait for each other. */
async function build(): Promise<string> {
  const { resolve } = createRequire(__filename);
  await promisify(execFile)(process.execPath, [resolve('tsx/cli'), join(root, 'build/build.ts'), 'backend'], { cwd: root });
  return join(root, `dist/gpx_callresult_${suffixes[`${process.platform}-${process.arch}`] ?? 'unknown'}`);
}
