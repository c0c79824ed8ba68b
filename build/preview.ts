/** Bundles the preview, its server and its page, into a folder. `tsx build/preview.ts <folder>` */
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Configuration, rspack } from '@rspack/core';
import { browserConfiguration, bundle, PROJECT_DIR } from './rspackBrowser';

/** What is served as it is, and where. The icon is one that @grafana/ui draws but does not ship. */
const PAGE_FILES = {
  'index.html': 'src/preview/page/index.html',
  'logo.svg': 'src/img/logo.svg',
  'public/build/img/icons/unicons/angle-double-left.svg': 'src/preview/page/icons/angle-double-left.svg',
} as const;

async function bundlePreview(folder: string): Promise<void> {
  const page = path.join(folder, 'page');
  await mkdir(page, { recursive: true });
  await Promise.all([
    bundle(pageConfiguration(page)),
    bundle(serverConfiguration(folder)),
    ...Object.entries(PAGE_FILES).map(([place, file]) => cp(path.join(PROJECT_DIR, file), path.join(page, place))),
  ]);
}

/** Not minified: the page comes from the same machine, and the bundler is done in half the time. */
function pageConfiguration(folder: string): Configuration {
  return {
    ...browserConfiguration('production'),
    devtool: false,
    entry: { page: './src/preview/page/page.tsx' },
    output: { path: folder, filename: '[name].js', chunkFilename: '[name].chunk.js', publicPath: '/' },
    optimization: { minimize: false },
    // Grafana serves these fonts itself; @grafana/ui does not ship them.
    plugins: [new rspack.NormalModuleReplacementPlugin(/^\.\/fonts\.mjs$/, path.join(PROJECT_DIR, 'src/preview/page/noFonts.ts'))],
  };
}

/** DuckDB stays outside: the server needs it only to make the sample. */
function serverConfiguration(folder: string): Configuration {
  const { module, resolve } = browserConfiguration('production');
  return {
    mode: 'production',
    target: 'node20',
    context: PROJECT_DIR,
    devtool: false,
    entry: { server: './src/preview/preview.ts' },
    resolve: { ...resolve, alias: {} },
    module: { ...module, parser: { javascript: { dynamicImportMode: 'eager' } } },
    externals: { '@duckdb/node-api': 'node-commonjs @duckdb/node-api' },
    output: { path: folder, filename: '[name].cjs', library: { type: 'commonjs2' } },
    optimization: { minimize: false },
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error('usage: build/preview.ts <folder>');
}
void bundlePreview(path.resolve(folder));
