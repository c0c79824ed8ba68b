import { formatOfName, packingOf } from '../../../src/backend/stores/duckdb/fileName';
import { LAYOUTS } from '../../../src/domain/layouts/layouts';

test.each([
  ['acc.csv', 'csv', 'none'],
  ['ACC.CSV', 'csv', 'none'],
  ['acc.csv-20261125.gz', 'csv', 'gzip'],
  ['acc-20261125.csv', 'csv', 'none'],
  ['acc_2026-11.csv', 'csv', 'none'],
  ['acc.csv.1', 'csv', 'none'],
  ['acc.csv.gz.1', 'csv', 'gzip'],
  ['acc.csv.2026-11-23T08-00-00', 'csv', 'none'],
  ['acc (2).csv', 'csv', 'none'],
  ['acc.tsv.zst', 'csv', 'zstd'],
  ['acc.txt', 'text', 'none'],
  ['acc.log.1.gz', 'text', 'gzip'],
  ['acc.ndjson.zst', 'json', 'zstd'],
  ['acc', 'text', 'none'],
  ['acc-20261125', 'text', 'none'],
  ['acc-20261125.gz', 'text', 'gzip'],
  ['missed_calls_2026', 'text', 'none'],
] as const)('%s is read as %s, packed with %s', (name, format, packing) => {
  expect(formatOfName(name, LAYOUTS.kamailio)).toEqual({ format, packing });
  expect(packingOf(`/records/${name}`)).toBe(packing);
});

test.each([
  ['cdr_StandAloneCluster_01_202611231000_1', 'text', 'none'],
  ['cdr_my.cluster-2_02_202611231000_6125', 'text', 'none'],
  ['cdr_Cluster1_01_202611231000_12.gz', 'text', 'gzip'],
] as const)('%s, as Cisco names it, is read as %s, packed with %s', (name, format, packing) => {
  expect(formatOfName(name, LAYOUTS.cucm)).toEqual({ format, packing });
});

test.each(['cmr_Cluster1_01_202611231000_1', 'cdr_Cluster1_01_202611231000_1.pdf', 'cdr.pdf', 'cdr_notes'])(
  '%s is not one of them',
  (name) => {
    expect(formatOfName(name, LAYOUTS.cucm)).toBeNull();
  }
);

test.each(['.acc.csv', 'acc.csv~', 'acc.doc', 'acc.parquet.gz', 'acc_cdrs', 'README', 'acc.gz.csv.part', 'core.1234'])(
  '%s is not a file of records',
  (name) => {
    expect(formatOfName(name, LAYOUTS.kamailio)).toBeNull();
  }
);
