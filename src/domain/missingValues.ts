/**
 * How phone systems and the programs that export their records write "no value". In columns with a meaning (times, codes, words, keys,
 * timings, answers) all of these mean a missing value, and so do blanks. `NONE` is not among them: it is a hangup cause of FreeSWITCH.
 */
const SPELLINGS = [
  'NULL',
  'Null',
  'null',
  String.raw`\N`,
  'None',
  'none',
  'nil',
  'Nil',
  'NIL',
  'NaN',
  'nan',
  'N/A',
  'n/a',
  'NA',
  '-',
  '[NULL]',
  '[null]',
  '(NULL)',
  '(null)',
  '<NULL>',
  '<null>',
  'undefined',
] as const;

/** In dimensions only these are: `NA` may be a region, and `-` a trunk. */
const IN_DIMENSIONS = ['NULL', 'null', String.raw`\N`] as const;

/** Spellings of "no value"; blanks are always one. */
export interface MissingValues {
  /** In columns with a meaning. */
  readonly ofMeanings: readonly string[];
  readonly ofDimensions: readonly string[];
}

/** @param added spellings that the settings add, in every column */
export function missingValues(added: readonly string[]): MissingValues {
  return { ofMeanings: [...new Set([...SPELLINGS, ...added])], ofDimensions: [...new Set([...IN_DIMENSIONS, ...added])] };
}
