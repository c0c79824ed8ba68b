import path from 'node:path';
import { type Configuration, rspack } from '@rspack/core';
import { bundledPackages } from './notices';

export const PROJECT_DIR = path.resolve(__dirname, '..');

/** Browsers that Grafana 12.3 and later support all understand this. */
const TARGET = 'es2022';

/** What every bundle for the browser has in common: TSX by swc, style sheets and pictures inside the bundle. */
export function browserConfiguration(mode: 'development' | 'production'): Configuration {
  return {
    mode,
    context: PROJECT_DIR,
    target: ['web', TARGET],
    devtool: mode === 'production' ? 'source-map' : 'inline-source-map',
    resolve: {
      extensions: ['.tsx', '.ts', '.mjs', '.js', '.json'],
      // One copy each, whatever version a package asks for: two copies would not share contexts and registries.
      alias: {
        react: path.join(PROJECT_DIR, 'node_modules/react'),
        'react-dom': path.join(PROJECT_DIR, 'node_modules/react-dom'),
      },
    },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          loader: 'builtin:swc-loader',
          options: {
            jsc: {
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic', development: false } },
              target: TARGET,
            },
          },
          type: 'javascript/auto',
        },
        { test: /\.m?js$/, resolve: { fullySpecified: false } },
        { test: /\.css$/, type: 'css' },
        { test: /\.(svg|png|woff2?)$/, type: 'asset/inline' },
      ],
    },
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

/**
 * Runs the bundler once.
 * @returns the folders of the packages that the bundle has code of
 * @throws Error with the bundler's own messages if anything cannot be bundled.
 */
export function bundle(configuration: Configuration): Promise<string[]> {
  const compiler = rspack(configuration);
  return new Promise((resolve, reject) => {
    compiler.run((failure, stats) => {
      compiler.close((closing) => {
        const error = failure ?? closing;
        if (error) {
          reject(error);
        } else if (stats === undefined || stats.hasErrors()) {
          reject(new Error(stats?.toString({ all: false, errors: true, errorDetails: false }) ?? 'The bundler returned nothing.'));
        } else {
          resolve(bundledPackages(stats));
        }
      });
    });
  });
}
