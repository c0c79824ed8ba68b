import { FIRST_CALLS, FIRST_DIMENSIONS, type FirstCall, type FirstCalls } from '../../../domain/firstCalls';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import { askNewestPart } from '../../doctor/newestPart';
import { identifierText } from '../../queries/after/tables/identifierText';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { CallRecord } from '../../stores/answer';
import type { DataSource } from '../dataSource';
import { shownJson } from '../shownJson';

/** The newest calls as the saved settings read them, for the settings page; numbers are masked as for every reader. */
export async function answerFirstCalls(
  _request: ResourceRequest,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal,
  now: number
): Promise<ResourceAnswer> {
  const { freshStore: store } = source;
  const { last, from } = await askNewestPart(store, now, signal);
  if (last === null || from === null) {
    return { status: 200, body: shownJson<FirstCalls>({ dimensions: [], calls: [] }) };
  }
  const answer = await store.ask(
    {
      kind: 'records',
      range: { from, to: last + 1 },
      filters: [],
      dimensions: null,
      limit: FIRST_CALLS,
      order: 'time',
      only: null,
      after: null,
    },
    signal
  );
  const shown = answer.dimensions.slice(0, FIRST_DIMENSIONS);
  const calls = answer.records.map((record) => firstCall(record, shown.length, source, mask));
  return { status: 200, body: shownJson<FirstCalls>({ dimensions: shown, calls }) };
}

function firstCall(
  { time, code, word, rule, durationMs, dimensions }: CallRecord,
  shown: number,
  { rules }: DataSource,
  mask: NumberMask
): FirstCall {
  return {
    time,
    result: rules.classify(code, word, rule),
    code,
    word: word === null ? null : identifierText(word),
    durationMs,
    values: dimensions.slice(0, shown).map((text) => maskNumbers(text, mask)),
  };
}
