declare const brand: unique symbol;

/**
 * Text that a record holds, and that may be or contain a telephone number. It is a plain string where the code runs, but not for the
 * compiler: it can be compared, kept and given back to a store, and becomes text only by `maskNumbers`, for its reader.
 */
export interface RecordText {
  readonly [brand]: 'record text';
}

/** A value as a record has it, or as a query names it. */
export type ValueText = RecordText | string;

/** Marks what a store read out of records. */
export function recordText(text: string): RecordText {
  return text as unknown as RecordText;
}

/** A key of some texts and numbers, equal where all of them are. */
export function textKey(parts: readonly (ValueText | number | null)[]): RecordText {
  return recordText(JSON.stringify(parts));
}
