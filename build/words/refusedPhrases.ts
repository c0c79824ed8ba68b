export interface RefusedPhrase {
  readonly line: number;
  readonly found: string;
  readonly instead: string;
}

/** Each with what to write instead. A space also matches the end of a line, inside a comment too. */
const REFUSED: readonly { readonly phrase: RegExp; readonly instead: string }[] = [
  {
    phrase: /(?<!\b(?:[Tt]here|[Ww]here) )\b(?:is|are) no (?!longer\b|more\b|less\b|such\b)[A-Za-z]+/g,
    instead: '"is not a …", "has no …"',
  },
  { phrase: /\b(?:told|tell|tells|telling) (?:[\w`]+ ){0,3}apart\b/gi, instead: '"distinguish"' },
  { phrase: /\b(?:lie|lies|lay|lain|lying)\b/gi, instead: '"is", "is stored", "is located"' },
  { phrase: /\bstands? in (?!for\b)/gi, instead: '"is in"' },
  { phrase: /\b(?:who|whoever) asks\b/gi, instead: '"the user", "the caller"' },
  { phrase: /, of which\b/gi, instead: 'a second sentence' },
  { phrase: /\bthe more so\b/gi, instead: 'a second sentence' },
  { phrase: /\bno telling\b/gi, instead: '"unknown"' },
  { phrase: /\bby (?:itself|themselves)\b/gi, instead: '"alone", "separately", "automatically"' },
  { phrase: /\bwhat (?:is|was) asked\b/gi, instead: '"the query", "the request"' },
  { phrase: /\d %(?! \d)/g, instead: '"44.7%", as Grafana\'s panels do' },
  { phrase: /\bwords? of the switch\b/gi, instead: '"disposition"' },
];

/** The refused phrases of a text: their line, themselves, and what to write instead. */
export function refusedPhrases(text: string): readonly RefusedPhrase[] {
  // Line ends and the marks of comments become as many spaces, of which the phrases need one.
  const flat = text.replace(/\s*\n\s*(?:\*(?!\/)|\/\/)?\s*/g, (gap) => ` ${'\0'.repeat(gap.length - 1)}`);
  return REFUSED.flatMap(({ phrase, instead }) =>
    [...flat.matchAll(new RegExp(phrase.source.replaceAll(' ', ' \\0*'), phrase.flags))].map((match) => ({
      line: text.slice(0, match.index).split('\n').length,
      found: match[0].replaceAll('\0', ''),
      instead,
    }))
  ).sort((a, b) => a.line - b.line);
}
