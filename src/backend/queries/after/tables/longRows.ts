/** Rows of the long shape: bucket by bucket, within a bucket the groups or series in their order. A month has ten thousands of them, so they are filled in loops. */

/** What is the same in each bucket. */
export function repeated<T>(ofBucket: readonly T[], buckets: number): T[] {
  const rows = new Array<T>(ofBucket.length * buckets);
  for (let row = 0; row < rows.length; row++) {
    rows[row] = ofBucket[row % ofBucket.length]!;
  }
  return rows;
}

/** Numbers by bucket, of each group or series. */
export function interleaved(columns: readonly Float64Array[], buckets: number): Float64Array {
  const values = new Float64Array(columns.length * buckets);
  columns.forEach((column, index) => {
    for (let bucket = 0; bucket < buckets; bucket++) {
      values[bucket * columns.length + index] = column[bucket] ?? NaN;
    }
  });
  return values;
}

/** When the bucket of each row begins. */
export function startsOfRows(starts: Float64Array, rowsOfBucket: number): Float64Array {
  const times = new Float64Array(starts.length * rowsOfBucket);
  starts.forEach((start, bucket) => times.fill(start, bucket * rowsOfBucket, (bucket + 1) * rowsOfBucket));
  return times;
}
