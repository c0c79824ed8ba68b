/** ASCII only, as DuckDB reads them; ICU and PCRE would take digits and blanks of every script. */
const CLASSES: Readonly<Record<string, string>> = { d: '0-9', s: String.raw` \t\n\f\r` };

/**
 * A pattern as ICU (MySQL) and PCRE (MariaDB) read it alike, and as DuckDB reads it: `$` is the end of the text and not also
 * the place before a last line feed, and a dot is everything but a line feed.
 */
export function exactPattern(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\(.)|[[\].$]/gs, (part, escaped: string | undefined) => {
    if (escaped !== undefined) {
      const members = CLASSES[escaped];
      return members === undefined ? part : inClass ? members : `[${members}]`;
    }
    if (part === '[' || part === ']') {
      inClass = part === '[';
      return part;
    }
    return inClass ? part : part === '$' ? String.raw`\z` : String.raw`[^\n]`;
  });
}

/** Fits texts that fit the pattern as a whole. */
export function wholePattern(pattern: string): string {
  return String.raw`^(?:${exactPattern(pattern)})\z`;
}

/**
 * Fits every text, once and as a whole; the first group takes what it takes in the first place where the pattern fits, and
 * nothing where there is none.
 */
export function capturingPattern(pattern: string): string {
  const exact = exactPattern(pattern);
  const before = exact.startsWith('^') ? '' : String.raw`[\s\S]*?`;
  return String.raw`^${before}(?:${exact.replace(/^\^/, '')})[\s\S]*\z|^[\s\S]*\z`;
}
