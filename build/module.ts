import path from 'node:path';
import { noticeOf, type Notice, writeNotices } from './notices';
import { PLUGIN_ID } from '../src/domain/pluginId';
import { bundle, browserConfiguration, PROJECT_DIR } from './rspackBrowser';

const ZOD = path.join(PROJECT_DIR, 'node_modules/zod/v4/core');
const SOURCES = path.join(PROJECT_DIR, 'src');
const placeholder = (name: string) => path.join(PROJECT_DIR, 'build', name);
/** What is bundled in place of parts that module.js carries along and never runs. */
const LEFT_OUT = {
  [path.join(ZOD, 'to-json-schema.js')]: placeholder('withoutJsonSchema.cjs'),
  [path.join(ZOD, 'json-schema-processors.js')]: placeholder('withoutJsonSchema.cjs'),
  'react-i18next': placeholder('withoutReactI18next.cjs'),
  'i18next-browser-languagedetector': placeholder('withoutLanguageChoice.cjs'),
  'i18next-pseudo': placeholder('withoutLanguageChoice.cjs'),
};

/** Modules that Grafana hands to every plugin; bundling a second copy of one would break contexts and registries. */
const PROVIDED_BY_GRAFANA = [
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/data/unstable',
  '@grafana/runtime',
  '@grafana/runtime/unstable',
  '@grafana/ui',
  '@grafana/ui/unstable',
  'd3',
  'i18next',
  'jquery',
  'lodash',
  'moment',
  'prismjs',
  'react',
  'react-dom',
  'react-inlinesvg',
  'react-redux',
  'react-router',
  'react-router-dom',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  'redux',
  'rxjs',
  'rxjs/operators',
  'slate',
  'slate-plain-serializer',
  'slate-react',
];

/** A file as the source map names it: as seen from `src`, where Grafana's validator looks for it. What the bundler adds itself is no file. */
function sourceName({ absoluteResourcePath: file }: { readonly absoluteResourcePath: string }): string {
  return `webpack://${PLUGIN_ID}/${path.isAbsolute(file) ? path.relative(SOURCES, file).replaceAll(path.sep, '/') : file}`;
}

export interface ModuleOptions {
  /** `development` keeps names and bundles faster. */
  readonly mode?: 'development' | 'production';
}

/**
 * Bundles the browser's part of the plugin as the AMD module `module.js` in a folder.
 * @returns what it contains of others
 * @throws Error with the bundler's messages.
 */
export async function buildModule(outDir: string, { mode = 'production' }: ModuleOptions = {}): Promise<Notice[]> {
  const common = browserConfiguration(mode);
  const packages = await bundle({
    ...common,
    entry: { module: './src/editor/module.ts' },
    resolve: {
      ...common.resolve,
      alias: { ...common.resolve?.alias, ...LEFT_OUT },
    },
    // One file: nothing in it is worth a request of its own.
    module: { ...common.module, parser: { javascript: { dynamicImportMode: 'eager' } } },
    externals: PROVIDED_BY_GRAFANA,
    externalsType: 'amd',
    output: {
      path: outDir,
      filename: '[name].js',
      library: { type: 'amd' },
      // Chunks and pictures are beside module.js, wherever Grafana serves it from.
      publicPath: 'auto',
      uniqueName: PLUGIN_ID,
      devtoolModuleFilenameTemplate: sourceName,
      clean: false,
    },
  });
  const notices = await Promise.all(packages.map(noticeOf));
  await writeNotices(outDir, 'module', notices);
  return notices;
}
