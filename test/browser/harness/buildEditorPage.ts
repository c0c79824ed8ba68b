import { buildModule } from '../../../build/module';
import { browserConfiguration, bundle } from '../../../build/rspackBrowser';

/** Bundles module.js and the pages with the editors into the folder given as argument. A process of its own, since the bundler is an ES module. */
async function main(): Promise<void> {
  const [outDir] = process.argv.slice(2);
  if (outDir === undefined) {
    throw new Error('usage: buildEditorPage.ts <folder>');
  }
  await buildModule(outDir);
  await bundle({
    ...browserConfiguration('production'),
    devtool: false,
    entry: {
      editorPage: './test/browser/harness/editorPage.tsx',
      modulePage: './test/browser/harness/modulePage.tsx',
      livePage: './test/browser/harness/livePage.tsx',
      panelPage: './test/browser/harness/panelPage.tsx',
    },
    output: { path: outDir, filename: '[name].js', chunkFilename: '[name].chunk.js', publicPath: '/' },
  });
}

void main();
