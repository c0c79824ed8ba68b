/**
 * Stands for `@duckdb/node-bindings` inside the executable. A single executable application has no node_modules and its
 * `require` knows built-in modules only, so the native binding is loaded by its place beside the executable.
 */
const { createRequire } = process.getBuiltinModule('node:module');
const { dirname, join } = process.getBuiltinModule('node:path');

module.exports = createRequire(process.execPath)(join(dirname(process.execPath), 'lib', 'duckdb.node'));
