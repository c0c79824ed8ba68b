import { getBackendSrv } from '@grafana/runtime';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { type Loaded, useLoaded } from '../parts/useLoaded';
import { pathOf, QUIETLY } from './askedRecords';
import type { Options } from './options';

/** A column of the records: its name and its type as the store calls it. */
export interface FoundColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns that the records have, by the settings that were saved last. */
export function useFoundColumns({ uid, version }: Options): Loaded<readonly FoundColumn[]> {
  return useLoaded(`${uid} ${String(version)}`, async () => {
    const { columns } = await getBackendSrv().get<{ columns: FoundColumn[] }>(pathOf(uid, 'columns'), undefined, undefined, QUIETLY);
    return columns;
  });
}

/** The layouts that the records fit, whatever the settings that were saved last say of them. */
export function useRecognizedLayouts({ uid, version }: Options): Loaded<readonly RecognizedLayout[]> {
  return useLoaded(`${uid} ${String(version)}`, async () => {
    const { layouts } = await getBackendSrv().get<{ layouts: RecognizedLayout[] }>(pathOf(uid, 'layouts'), undefined, undefined, QUIETLY);
    return layouts;
  });
}
