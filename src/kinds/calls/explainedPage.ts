import { type RecordText, textKey } from '../../domain/recordText';
import type { RuleTable } from '../../domain/rules';
import type { CallRecord } from '../../backend/stores/answer';
import type { CodeRow } from '../../backend/queries/after/counting/codeRows';
import { explainedRows } from '../../backend/queries/after/explanation/explainedResults';
import type { NumberOfCalls } from '../../backend/queries/after/explanation/explanation';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';

/** The calls of each result on a page of calls, of all on that page. */
export function explainedPage(records: readonly CallRecord[], rules: RuleTable, shown: ShownResults): NumberOfCalls[] {
  const rows = new Map<RecordText, CodeRow>();
  for (const { code, word, rule } of records) {
    const result = rules.classify(code, word, rule);
    const key = textKey([code, word, result]);
    const row = rows.get(key) ?? { code, word, result, calls: 0, ...(rule === undefined ? {} : { rules: new Set<number>() }) };
    row.calls++;
    if (rule !== undefined) {
      row.rules?.add(rule);
    }
    rows.set(key, row);
  }
  return explainedRows([...rows.values()], shown).map((number) => ({
    ...number,
    counted: `${number.counted}, of this page`,
    of: 'all calls of this page',
  }));
}
