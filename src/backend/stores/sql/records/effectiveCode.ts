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
  const wordsOf = new Map<number, string[]>();
  for (const [spoken, meaning] of vocabulary) {
    const ranked = typeof meaning === 'number' ? meaning : RANKED_AS[meaning];
    if (ranked !== null) {
      wordsOf.set(ranked, [...(wordsOf.get(ranked) ?? []), spoken]);
    }
  }
  if (wordsOf.size === 0) {
    return code;
  }
  const folded = dialect.lower(dialect.trim(word));
  const cases = [...wordsOf].map(([ranked, words]) => sql`when ${isAnyOf(dialect, folded, words)} then ${sql.lit(ranked)}`);
  return sql<number | null>`case when ${code} is not null then ${code} ${sql.join(cases, sql` `)} end`;
}
