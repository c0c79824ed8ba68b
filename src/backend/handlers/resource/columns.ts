import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { NumberMask } from '../../../domain/numberMask';
import type { DataSource } from '../dataSource';
import { shownJson } from '../shownJson';

/** The columns that the records have, each with its type as the store calls it, for naming them in the settings. */
export async function answerColumns(
  _request: ResourceRequest,
  { store }: DataSource,
  _mask: NumberMask,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  const { columns } = await store.ask({ kind: 'columns' }, signal);
  return { status: 200, body: shownJson({ columns }) };
}
