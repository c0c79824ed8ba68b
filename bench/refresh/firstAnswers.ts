import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { median, time } from '../measure';
import { ask, type BenchSource, contextFor } from '../questions';
import { LAST } from '../sampleOfTenMillion';

const RUNS = 10;
const WARM_UP = 2;

/**
 * What the first answer to a query costs with the cache next to the same without, in turn. Each time the query is another one: it leaves out a value that
 * no call has, so that nothing is kept of it.
 * @param split a dimension of the layout
 * @param length of the range, milliseconds
 */
export async function ratioOfFirstAnswers(
  recordsDir: string,
  source: BenchSource,
  query: object,
  split: string,
  length: number
): Promise<number> {
  const handlers = createHandlers({ GF_PLUGIN_RECORDS_DIR: recordsDir, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, () => LAST);
  const answer = (run: number, fresh: boolean) => {
    const filters = [{ dimension: split, operator: '!=', values: [`nobody-${run}`] }];
    return time(() => ask(handlers, contextFor(source), { ...query, filters, fresh }, { from: LAST - length, to: LAST }));
  };
  const [withCache, without]: [number[], number[]] = [[], []];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const isFirst = run % 2 === 0;
    const before = isFirst ? await answer(run, true) : null;
    withCache.push(await answer(run, false));
    without.push(before ?? (await answer(run, true)));
  }
  await handlers.close();
  return median(withCache.slice(WARM_UP)) / median(without.slice(WARM_UP));
}
