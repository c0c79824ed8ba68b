import type { EngineDescriptor } from './engine';

/** Read by DuckDB inside the plugin's process. */
export const files: EngineDescriptor = {
  title: 'Files',
  description: 'CSV, NDJSON, Parquet or DuckDB files on this server; nothing to install',
};
