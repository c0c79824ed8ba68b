/**
 * Stands for `@duckdb/node-bindings` inside the bundle. A single executable application has no node_modules and its `require`
 * knows built-in modules only, so the native binding is loaded by its place: in `lib/<platform>` beside the executable, or
 * beside the `node` that a script starts.
 */
const { createRequire } = process.getBuiltinModule('node:module');
const { dirname, join } = process.getBuiltinModule('node:path');
const { isSea } = process.getBuiltinModule('node:sea');

const system = process.platform === 'win32' ? 'windows' : process.platform;
const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
const beside = dirname(process.execPath);

module.exports = createRequire(process.execPath)(join(isSea() ? join(beside, 'lib', `${system}_${architecture}`) : beside, 'duckdb.node'));
