/** As an administrator would set up a small server for reports. */
export const SETTINGS = {
  shared_buffers: '1GB',
  work_mem: '64MB',
  max_parallel_workers_per_gather: '2',
  max_wal_size: '8GB',
  maintenance_work_mem: '256MB',
};
