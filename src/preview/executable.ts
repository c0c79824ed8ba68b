import path from 'node:path';
import { CallResultError } from '../domain/errors';

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', win32: 'windows', darwin: 'darwin' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The executable that Grafana would start on this machine, inside the folder `dist` of the project. */
export function executablePath(projectFolder: string): string {
  const system = SYSTEMS[process.platform];
  const architecture = ARCHITECTURES[process.arch];
  if (system === undefined || architecture === undefined) {
    throw new CallResultError(
      'settings',
      `The plugin is not built for ${process.platform} on ${process.arch}. Use Linux or macOS on x64 or arm64, or Windows on x64.`
    );
  }
  const ending = system === 'windows' ? '.exe' : '';
  return path.join(projectFolder, 'dist', `gpx_callresult_${system}_${architecture}${ending}`);
}
