import { type NumberMask, showText } from '../../../domain/numberMask';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { DataSource } from '../dataSource';
import { shownUnread } from '../../queries/after/notices/notices';
import { shownJson } from '../shownJson';

/** What calls can be divided and filtered by. */
export async function answerDimensions(
  _request: ResourceRequest,
  { store }: DataSource,
  _mask: NumberMask,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  const { dimensions, timings } = await store.ask({ kind: 'shape' }, signal);
  return { status: 200, body: shownJson({ dimensions, timings }) };
}

/** How many calls there are, when the first and the last was, and where things were found in the records. */
export async function answerExtent(
  _request: ResourceRequest,
  { store }: DataSource,
  mask: NumberMask,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  const { calls, first, last, dimensions, columns, timings, unread } = await store.ask({ kind: 'extent' }, signal);
  return {
    status: 200,
    body: shownJson({ calls, from: first, to: last, dimensions, columns, timings, unread: shownUnread(unread, showText(mask)) }),
  };
}
