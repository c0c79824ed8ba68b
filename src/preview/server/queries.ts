import type { DataFrameJSON } from '@grafana/data';
import { z } from 'zod';
import type { QueryAnswer } from '../../pluginHost/messages';
import { decodeFrame } from '../frames/decodeFrame';
import { Refusal } from './answer';

/** Grafana's own request: times are epoch milliseconds, as numbers or as text. */
const requestSchema = z.object({
  from: z.coerce.number(),
  to: z.coerce.number(),
  queries: z
    .array(z.looseObject({ refId: z.string(), intervalMs: z.number().optional(), maxDataPoints: z.number().optional() }))
    .min(1)
    .max(100),
});

export type AskedQueries = z.infer<typeof requestSchema>;

/** @throws Refusal 400 */
export function parseQueries(json: unknown): AskedQueries {
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) {
    throw new Refusal(400, `Invalid request: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

interface Answer<Frame> {
  readonly status: number;
  readonly frames: readonly Frame[];
  readonly error?: string;
  readonly errorSource?: string;
}
type Answers<Frame> = { readonly results: Readonly<Record<string, Answer<Frame>>> };

/** As Grafana's `/api/ds/query` answers: frames as JSON. */
export function grafanaAnswers(answers: readonly QueryAnswer[]): Answers<DataFrameJSON> {
  return collect(answers, decodeFrame);
}

/** The frames as the process gave them, Arrow IPC files in base64. */
export function arrowAnswers(answers: readonly QueryAnswer[]): Answers<string> {
  return collect(answers, (bytes) => Buffer.from(bytes).toString('base64'));
}

function collect<Frame>(answers: readonly QueryAnswer[], frameOf: (bytes: Uint8Array) => Frame): Answers<Frame> {
  const entries = answers.map(({ refId, status, frames, error }) => {
    const failure = error === null ? {} : { error: error.message, errorSource: error.source };
    return [refId, { status, frames: frames.map(frameOf), ...failure }] as const;
  });
  return { results: Object.fromEntries(entries) };
}
