import { getBackendSrv } from '@grafana/runtime';
import { type Loaded, useLoaded } from '../parts/useLoaded';
import type { Options } from './options';

/** A column of the records: its name and its type as the store calls it. */
export interface FoundColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns that the records have, by the settings that were saved last. */
export function useFoundColumns({ uid, version }: Options): Loaded<readonly FoundColumn[]> {
  return useLoaded(`${uid} ${String(version)}`, async () => {
    const path = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/columns`;
    const { columns } = await getBackendSrv().get<{ columns: FoundColumn[] }>(path, undefined, undefined, { showErrorAlert: false });
    return columns;
  });
}
