import { z } from 'zod';
import type { TextColumn } from '../../src/backend/queries/after/tables/table';
import { answerWith, type KindAnswers } from '../../src/backend/queries/ask/answerWith';
import type { KindAnswer } from '../../src/backend/queries/ask/kindAnswer';
import { ask } from '../../src/backend/queries/ask/plan';
import type { QueryResult } from '../../src/backend/queries/ask/queryResult';
import { shownJson } from '../../src/backend/handlers/shownJson';
import type { CountsAnswer } from '../../src/backend/stores/answer';
import type { ValuesAnswer } from '../../src/backend/stores/catalogueAnswer';
import { MISSING_VALUE } from '../../src/domain/filters';
import { common } from '../../src/domain/queryParts';
import { recordText, type RecordText } from '../../src/domain/recordText';
import { ANSWERS } from '../../src/kinds/answers';
import { type SCHEMAS } from '../../src/kinds/kinds';
import { FROM } from './callsArbitrary';
import { MemoryStore } from './memoryStore';
import { requestOf, sourceOf } from './queryHarness';

// A made-up kind that lists callers.
const callersSchema = z.strictObject({ kind: z.literal('callers'), ...common });
type CallersQuery = z.infer<typeof callersSchema>;

const callersAnswer: KindAnswer<CallersQuery, ValuesAnswer> = {
  *plan(_query, { request: { range } }) {
    return yield* ask({ kind: 'values', dimensions: ['from'], only: null, search: '', range, filters: [], limit: 10 });
  },

  evaluate(_query, { values }, { request: { range }, shown }) {
    const column: TextColumn = { type: 'text', holds: 'text', name: 'from', values: values.map(([from = MISSING_VALUE]) => shown(from)) };
    return { bodies: [{ name: 'Callers', type: 'table', visualization: 'table', columns: [column] }], calls: 1, range, numbers: [] };
  },
};

/** What the compiler says to a kind that forgets the mask. */
export function leaking({ values }: ValuesAnswer, { words }: CountsAnswer, word: RecordText) {
  const base = { type: 'text', holds: 'text', name: 'from' } as const;
  const masked: TextColumn = { ...base, values: [] };
  // @ts-expect-error values of dimensions
  const ofValues: TextColumn = { ...base, values: values.map(([from = MISSING_VALUE]) => from) };
  // @ts-expect-error words
  const ofWords: TextColumn = { ...base, values: words };
  // @ts-expect-error labels
  const labelled: TextColumn = { ...masked, labels: { word } };
  // @ts-expect-error names on the screen
  const named: TextColumn = { ...masked, displayName: word };
  // @ts-expect-error parts of a text
  const shortened = word.slice(0, 5);
  // @ts-expect-error what is beside a table
  const custom: QueryResult['custom'] = { word };
  // @ts-expect-error JSON of a resource, however deep
  const body = shownJson({ unread: [{ word }] });
  return { ofValues, ofWords, labelled, named, shortened, custom, body };
}

test('a kind that shows record text masks it', async () => {
  type Query = z.output<(typeof SCHEMAS)[number] | typeof callersSchema>;
  const answers: KindAnswers<Query> = { ...ANSWERS, callers: callersAnswer };
  const query = callersSchema.parse({ kind: 'callers' });
  const call = { time: FROM, code: 200, word: null, dimensions: { from: '+4930123456' } };
  const request = requestOf({ mask: 'all' });
  const [table] = await answerWith(answers, query, request, sourceOf(new MemoryStore([call], ['from'])), new AbortController().signal);
  expect(table?.columns[0]?.values).toEqual(['+**********']);
});

test('record text is a plain string where the code runs', () => {
  expect(recordText('t1')).toBe('t1');
});
