import path from 'node:path';
import { executablePath } from '../../src/preview/executable';

/** The path of the executable that Grafana would start, which the run has built of the sources before its tests. */
export function builtPlugin(): string {
  return executablePath(path.resolve(__dirname, '../..'));
}
