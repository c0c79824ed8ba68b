import { UnreachableError } from '../../domain/errors';
import type { LiveState } from '../../domain/live';
import { maskNumbers } from '../../domain/numberMask';
import { answerQuery } from '../../kinds/answers';
import type { CallQuery } from '../../kinds/kinds';
import type { LinkedSource } from '../frames/callsLink';
import type { Frame } from '../frames/frame';
import { toFrames } from '../frames/toFrame';
import { asOf } from '../queries/after/tables/asOf';
import type { Table } from '../queries/after/tables/table';
import type { RequestContext } from '../queries/ask/queryContext';
import type { DataSource } from './dataSource';
import type { Metrics } from './metrics';
import { withTimeLimit } from './timeLimit';

/** A query with everything that its frames are made of; asked in a request, or by a live channel again and again. */
export interface AskedFrames {
  readonly query: CallQuery;
  readonly request: RequestContext;
  readonly refId: string;
  /** What links lead to. */
  readonly linked: LinkedSource | null;
  /** Whether frames leave out what a viewer does not look at. */
  readonly light: boolean;
  /** Whether an earlier answer may be shown while the database cannot be reached. */
  readonly mayBeEarlier: boolean;
  readonly live: LiveNames | null;
}

/** What the first frame says of the channel that keeps it up to date. */
export interface LiveNames {
  /** Where Grafana looks for it, and subscribes. */
  readonly channel?: string;
  readonly state: LiveState;
}

/** What all answers of the process share. */
export interface AnswerContext {
  readonly metrics: Metrics;
  readonly longestMs: number;
  /** The clock, epoch milliseconds. */
  readonly now: () => number;
}

/** The one way from a query to its frames. */
export async function answerFrames(
  asked: AskedFrames,
  source: DataSource,
  context: AnswerContext,
  signal: AbortSignal
): Promise<readonly Frame[]> {
  const { query, request, mayBeEarlier } = asked;
  const { metrics, longestMs, now } = context;
  const { lastAnswers, timeZone } = source;
  const answered = async (stop: AbortSignal) => {
    const askedAt = now();
    const tables = await answerQuery(query, request, source, stop);
    const frames = framesOf(tables, asked);
    if (mayBeEarlier) {
      lastAnswers.keep(query, request, askedAt, tables, bytesOf(tables, frames));
    }
    return frames;
  };
  try {
    const { result } = await withTimeLimit(longestMs, signal, (limited) => source.sharedAnswers.join(answerKey(asked), limited, answered));
    return result;
  } catch (error) {
    const earlier = mayBeEarlier && error instanceof UnreachableError ? lastAnswers.find(query, request, now()) : null;
    if (earlier === null || !(error instanceof UnreachableError)) {
      throw error;
    }
    metrics.staleAnswerShown(query.kind);
    const reason = maskNumbers(error.message, request.mask);
    return framesOf(asOf({ ...earlier, now: now(), reason, timeZone }), asked);
  }
}

/**
 * All that frames depend on. `settledUntil` moves with the clock: who joins an answer sees it as it is for the one that asked first, a moment before.
 */
function answerKey({ query, request, refId, linked, light, mayBeEarlier, live }: AskedFrames): string {
  const asked = { ...request, settledUntil: null };
  return JSON.stringify([query, asked, refId, linked?.uid, linked?.name, light, mayBeEarlier, live]);
}

function framesOf(tables: readonly Table[], { refId, linked, light, live }: AskedFrames): Frame[] {
  const frames = toFrames(tables, refId, { source: linked, light });
  return live === null ? frames : frames.map((frame, index) => (index === 0 ? withLiveNames(frame, live) : frame));
}

/** Of several frames the first names the channel, which carries all of them. */
export function withLiveNames(frame: Frame, { channel, state }: LiveNames): Frame {
  const custom = { ...frame.meta.custom, live: state };
  return { ...frame, meta: { ...frame.meta, ...(channel === undefined ? {} : { channel }), custom } };
}

/** About what frames take when they are encoded, with all that light ones leave out. */
function bytesOf(tables: readonly Table[], frames: readonly Frame[]): number {
  const said = tables.reduce((sum, { custom, notices, statement }) => sum + JSON.stringify([custom, notices]).length + statement.length, 0);
  const described = ({ fields }: Frame) => JSON.stringify(fields.map(({ labels, config }) => [labels, config])).length;
  return frames.reduce((sum, frame) => sum + described(frame) + frame.fields.reduce((bytes, field) => bytes + valueBytes(field), 0), said);
}

function valueBytes({ type, values }: Frame['fields'][number]): number {
  return type === 'string' ? values.reduce((bytes, text) => bytes + (text?.length ?? 0) + 4, 0) : values.byteLength;
}
