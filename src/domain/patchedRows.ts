/** A row of a patched frame: of the frame before, or of the patch. */
export interface PatchedRow {
  readonly of: 'before' | 'patch';
  readonly row: number;
}

/**
 * The rows of a frame over time after a patch: those of before from `from` on, replaced and followed by those of the patch.
 * @param before times of the rows of before, ascending
 * @param patch times of the rows of the patch, ascending
 */
export function patchedRows(before: ArrayLike<number>, patch: ArrayLike<number>, from: number): PatchedRow[] {
  const rows: PatchedRow[] = [];
  let next = 0;
  for (let row = 0; row < before.length; row++) {
    const time = before[row] ?? 0;
    for (; next < patch.length && (patch[next] ?? 0) < time; next++) {
      rows.push({ of: 'patch', row: next });
    }
    if (time >= from && patch[next] !== time) {
      rows.push({ of: 'before', row });
    }
  }
  for (; next < patch.length; next++) {
    rows.push({ of: 'patch', row: next });
  }
  return rows;
}
