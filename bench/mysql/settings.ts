/** As an administrator would set up a small server for reports. */
export const SETTINGS = {
  'innodb-buffer-pool-size': '2G',
  'innodb-log-file-size': '1G',
  'tmp-table-size': '64M',
  'max-heap-table-size': '64M',
};
