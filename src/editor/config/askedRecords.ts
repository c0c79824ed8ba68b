import { getBackendSrv } from '@grafana/runtime';
import type { Diagnosis } from '../../domain/doctor/finding';
import type { MappingAnswer } from '../../domain/doctor/mapping';
import type { FirstCalls } from '../../domain/firstCalls';
import type { EditedSettings } from '../editorDataSource';
import { type Loaded, useLoaded } from '../parts/useLoaded';
import type { Options } from './options';

export const pathOf = (uid: string, resource: string) => `/api/datasources/uid/${encodeURIComponent(uid)}/resources/${resource}`;
/** By the settings as they were saved, which Grafana may otherwise take from memory for five seconds (`pkg/services/datasources/service/cache.go`). */
export const QUIETLY = { showErrorAlert: false, headers: { 'X-Grafana-NoCache': 'true' } };

/** What is wrong with the records, by the settings that were saved last. */
export function useDiagnosis({ uid, version }: Options, asked: number): Loaded<Diagnosis> {
  return useLoaded(`${uid} ${String(version)} ${asked}`, () =>
    getBackendSrv().get<Diagnosis>(pathOf(uid, 'doctor'), undefined, undefined, QUIETLY)
  );
}

/** What becomes of the codes and words in the records: by the settings saved last, and by those being edited. */
export function useMapping({ uid, version }: Options, { rules = [], layout, vocabulary, words }: EditedSettings): Loaded<MappingAnswer> {
  const edited = { rules, layout, vocabulary, words };
  return useLoaded(`${uid} ${String(version)} ${JSON.stringify(edited)}`, () =>
    getBackendSrv().post<MappingAnswer>(pathOf(uid, 'mapping'), edited, QUIETLY)
  );
}

/** The newest calls, by the settings that were saved last. */
export function useFirstCalls({ uid, version }: Options): Loaded<FirstCalls> {
  return useLoaded(`${uid} ${String(version)}`, () =>
    getBackendSrv().get<FirstCalls>(pathOf(uid, 'first-calls'), undefined, undefined, QUIETLY)
  );
}
