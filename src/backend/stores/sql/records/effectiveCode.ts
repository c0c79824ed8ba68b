import { type RawBuilder, sql } from 'kysely';
import type { CallResult } from '../../../../domain/results';
import type { Vocabulary } from '../../../../domain/vocabularies/vocabulary';
import type { SqlDialect } from '../dialect';
import { isAnyOf } from '../isAnyOf';

/** Where a word gives a result but no code, the code that ranks it among the rows of its call. */
const RANKED_AS: Readonly<Record<CallResult, number | null>> = {
  answered: 200,
  busy: 486,
  rejected: 603,
  timeout: 408,
  cancelled: 487,
  unavailable: 480,
  failed: 500,
  unclassified: null,
};

/** The record's code or, where it has none, the one that its word stands for. */
export function effectiveCode(
  dialect: SqlDialect,
  vocabulary: Vocabulary,
  code: RawBuilder<number | null>,
  word: RawBuilder<string | null>
): RawBuilder<number | null> {
  const codes = new Map<string, number>();
  for (const [spoken, meaning] of vocabulary) {
    const ranked = typeof meaning === 'number' ? meaning : RANKED_AS[meaning];
    if (ranked !== null) {
      codes.set(spoken, ranked);
    }
  }
  if (codes.size === 0) {
    return code;
  }
  const folded = dialect.lower(dialect.trim(word));
  if (dialect.numberIn !== undefined) {
    return sql<number | null>`case when ${code} is not null then ${code} else ${dialect.numberIn(folded, codes)} end`;
  }
  const wordsOf = new Map<number, string[]>();
  for (const [spoken, ranked] of codes) {
    wordsOf.set(ranked, [...(wordsOf.get(ranked) ?? []), spoken]);
  }
  const cases = [...wordsOf].map(([ranked, words]) => sql`when ${isAnyOf(dialect, folded, words)} then ${sql.lit(ranked)}`);
  return sql<number | null>`case when ${code} is not null then ${code} ${sql.join(cases, sql` `)} end`;
}
