import type { DataFrame } from '@grafana/data';
import { dataFrameFromJSON } from '@grafana/data';
import type { StoredCallQuery } from '../../kinds/storedQuery';
import type { EditedSettings } from '../../editor/editorDataSource';
import { decodeFrame } from '../frames/decodeFrame';

const OWN = '/api/datasources/uid/records';

/** The address of the data source as a file for Grafana's provisioning. */
export const PROVISIONING_FILE = '/api/provisioning';

/** The part of a data source that its settings page changes; of secrets the server tells only which there are. */
export interface Edited {
  readonly jsonData: EditedSettings;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly secureJsonFields: Readonly<Record<string, boolean>>;
  /** Those that were entered and not yet sent. */
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

/** What the page shows. */
export interface Source extends Edited {
  readonly uid: string;
  readonly name: string;
  readonly title: string;
}

export interface Health {
  readonly status: string;
  readonly message: string;
  readonly details: { readonly calls?: number; readonly from?: string | null; readonly to?: string | null };
}

/** One panel's question; `refId` names its answer. */
export type PanelQuery = StoredCallQuery & { readonly refId: string };

export interface Asked {
  readonly queries: readonly PanelQuery[];
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly maxDataPoints: number;
}

/** The frames that the plugin's process returned, or its sentence on why there are none. */
export type Answer = { readonly frames: readonly DataFrame[] } | { readonly error: string };

export async function readSource(): Promise<Source> {
  return (await fetchJson(OWN)) as Source;
}

export async function changeSettings({ jsonData, url, user, database, secureJsonData }: Edited): Promise<void> {
  await fetchJson(OWN, { method: 'PUT', ...jsonBody({ jsonData, url, user, database, secureJsonData }) });
}

/** A data source that is not well is an answer too. */
export async function readHealth(): Promise<Health> {
  const response = await fetch(`${OWN}/health`);
  return (await response.json()) as Health;
}

/**
 * Asks the process, and decodes the Arrow files it answers.
 * @throws Error if the server cannot be reached; a query that failed is an answer
 */
export async function askFrames({ queries, from, to, maxDataPoints }: Asked, signal: AbortSignal): Promise<ReadonlyMap<string, Answer>> {
  const intervalMs = Math.max(1000, Math.round((to - from) / maxDataPoints));
  const body = jsonBody({ from: String(from), to: String(to), queries: queries.map((query) => ({ ...query, intervalMs, maxDataPoints })) });
  const { results } = (await fetchJson('/api/arrow/query', { method: 'POST', signal, ...body })) as {
    results: Record<string, { frames: string[]; error?: string }>;
  };
  return new Map(
    Object.entries(results).map(([refId, { frames, error }]) => [refId, error === undefined ? { frames: frames.map(frameOf) } : { error }])
  );
}

function frameOf(base64: string): DataFrame {
  return dataFrameFromJSON(decodeFrame(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))));
}

async function fetchJson(address: string, options: RequestInit = {}): Promise<unknown> {
  const response = await fetch(address, options);
  const json = (await response.json()) as { message?: string };
  if (!response.ok) {
    throw new Error(json.message ?? `${response.status} ${response.statusText}`);
  }
  return json;
}

function jsonBody(body: unknown): RequestInit {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
