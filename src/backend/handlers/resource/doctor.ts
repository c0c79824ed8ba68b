import type { NumberMask } from '../../../domain/numberMask';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { DataSource } from '../dataSource';
import { diagnose } from '../../doctor/diagnose';
import { shownJson } from '../shownJson';

/** What is wrong with the records, by a look at their newest part. */
export async function answerDoctor(
  _request: ResourceRequest,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal,
  now: number
): Promise<ResourceAnswer> {
  return { status: 200, body: shownJson(await diagnose({ ...source, store: source.freshStore }, mask, now, signal)) };
}
