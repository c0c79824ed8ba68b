/** A row of Kamailio's accounting tables. */
export interface AccountingRow {
  readonly table: 'acc' | 'missed_calls';
  readonly id: number;
  readonly method: string;
  readonly callId: string;
  readonly code: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** How much earlier, and how much later, a better row of the same call may be. */
export const LOOKBACK_MS = 24 * 3_600_000;
export const LOOKAHEAD_MS = 15 * 60_000;

/*
 * The rule in one's own words: rows of method INVITE that share a Call-ID (every byte counts, rows without one stand for
 * themselves) are one call. It ended as its first 2xx says; without one, as the last row of acc says that is not an
 * authentication challenge; without one, as the last such row of missed_calls; without one, as the last challenge (401,
 * 407). Codes below 200 and codes that are none decide nothing while there is another row; a call that has nothing else
 * is counted as one that does not say. Of equal times the higher id, of equal ids (each table has its own) the lower code,
 * then acc. And as records never end: a row is a call if no better row of its Call-ID is up to a day earlier or up to a quarter of an
 * hour later.
 */
export function decidingRows<Row extends AccountingRow>(rows: readonly Row[]): Row[] {
  const invites = rows.filter(({ method }) => method === 'INVITE');
  const [anonymous, named] = [invites.filter(({ callId }) => callId === ''), invites.filter(({ callId }) => callId !== '')];
  // The same row twice is one.
  const distinct = [...anonymous, ...new Map(named.map((row) => [JSON.stringify(row), row])).values()];
  return distinct.filter(
    (row) =>
      row.callId === '' || !distinct.some((other) => other.callId === row.callId && isNear(other.at - row.at) && isBetter(other, row))
  );
}

function isNear(laterMs: number): boolean {
  return -LOOKBACK_MS <= laterMs && laterMs <= LOOKAHEAD_MS;
}

function isBetter(one: AccountingRow, other: AccountingRow): boolean {
  const [rankOne, rankOther] = [rankOf(one), rankOf(other)];
  if (rankOne !== rankOther) {
    return rankOne < rankOther;
  }
  if (one.at !== other.at) {
    return rankOne === 0 ? one.at < other.at : one.at > other.at;
  }
  if (one.id !== other.id) {
    return one.id > other.id;
  }
  const [codeOne, codeOther] = [codeOf(one) ?? -1, codeOf(other) ?? -1];
  return codeOne === codeOther ? one.table < other.table : codeOne < codeOther;
}

function rankOf(row: AccountingRow): number {
  const number = codeOf(row) ?? 0;
  if (number < 200 || number > 999) {
    return 4;
  }
  if (number < 300) {
    return 0;
  }
  if (number === 401 || number === 407) {
    return 3;
  }
  return row.table === 'acc' ? 1 : 2;
}

export function codeOf({ code }: AccountingRow): number | null {
  return /^\d+$/.test(code) ? Number(code) : null;
}
