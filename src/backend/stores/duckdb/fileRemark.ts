import type { UnreadRows } from './unreadRows';

/** What remarks are about, in the order in which a file's remarks are told. */
const ABOUT = ['encoding', 'nul', 'file', 'names', 'lines', 'mended', 'change', 'end', 'times'] as const;

/** What is told of the rows of a file. */
export interface FileRemark extends UnreadRows {
  readonly about: (typeof ABOUT)[number];
  /** Of several examples, the one with the least text is told; absent: the first. */
  readonly least?: string | null;
  /** Whether the example is only the file's name. */
  readonly isVague?: true;
}

/** What is told of a file, from what was of pieces of it, in order. */
export function joinRemarks(before: readonly FileRemark[], after: readonly FileRemark[]): readonly FileRemark[] {
  if (before.length === 0 || after.length === 0) {
    return before.length === 0 ? after : before;
  }
  return ABOUT.flatMap((about) => {
    const [one, other] = [before, after].map((remarks) => remarks.find((remark) => remark.about === about));
    return one === undefined || other === undefined ? (one ?? other ?? []) : [joined(one, other)];
  });
}

function joined(one: FileRemark, other: FileRemark): FileRemark {
  const isOther = one.least === undefined ? one.isVague === true : isLess(other.least ?? null, one.least);
  return { ...(isOther ? other : one), rows: one.rows + other.rows };
}

/** As the engine compares texts; null is none. */
function isLess(one: string | null, other: string | null): boolean {
  return one !== null && (other === null || Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0);
}
