import { join } from 'node:path';
import { rspack } from '@rspack/core';
import type { Configuration, Stats } from '@rspack/core';
import { bundledPackages } from './notices';
import { projectRoot } from './projectRoot';

export interface BackendBundle {
  readonly file: string;
  /** Folders of the packages that it has code of. */
  readonly packages: readonly string[];
}

/**
 * Bundles an entry of the backend into one CommonJS file that runs in the Node of the shipped executable.
 * DuckDB's native binding stays outside: it is read from `lib/` beside the executable, see duckDbBinding.cjs.
 */
export async function bundleBackend(entry: string, outFile: { readonly folder: string; readonly name: string }): Promise<BackendBundle> {
  const configuration: Configuration = {
    mode: 'production',
    target: 'node24',
    context: projectRoot,
    entry: { main: entry },
    output: {
      path: outFile.folder,
      filename: outFile.name,
      library: { type: 'commonjs2' },
      asyncChunks: false,
    },
    resolve: {
      extensions: ['.ts', '.js', '.json'],
      alias: { '@duckdb/node-bindings$': join(projectRoot, 'build/duckDbBinding.cjs') },
    },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'builtin:swc-loader',
          options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } },
        },
      ],
      parser: { javascript: { dynamicImportMode: 'eager' } },
    },
    node: { __dirname: false, __filename: false },
    // Names stay: a stack trace in Grafana's log should be read without a map.
    optimization: { minimizer: [new rspack.SwcJsMinimizerRspackPlugin({ minimizerOptions: { mangle: false } })] },
    performance: false,
    devtool: false,
  };
  const stats = await run(configuration);
  if (stats.hasErrors()) {
    throw new Error(`The backend could not be bundled:\n${stats.toString({ all: false, errors: true, colors: false })}`);
  }
  return { file: join(outFile.folder, outFile.name), packages: bundledPackages(stats) };
}

function run(configuration: Configuration): Promise<Stats> {
  const compiler = rspack(configuration);
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error !== null) {
          reject(error);
        } else if (stats === undefined) {
          reject(new Error('The bundler ended without a word.'));
        } else {
          resolve(stats);
        }
      });
    });
  });
}
