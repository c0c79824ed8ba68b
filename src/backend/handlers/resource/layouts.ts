import type { NumberMask } from '../../../domain/numberMask';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { DataSource } from '../dataSource';
import { shownJson } from '../shownJson';

/** The layouts that the records fit by their columns, why, and what each would count. */
export async function answerLayouts(
  _request: ResourceRequest,
  { recognize }: DataSource,
  _mask: NumberMask,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  return { status: 200, body: shownJson({ layouts: await recognize(signal) }) };
}
