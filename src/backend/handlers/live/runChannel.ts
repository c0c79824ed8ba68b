import { setTimeout as sleep } from 'node:timers/promises';
import { maskNumbers } from '../../../domain/numberMask';
import type { Frame } from '../../frames/frame';
import { messageOf } from '../../protocol/failure';
import type { Notice } from '../../queries/after/tables/table';
import { instant } from '../../queries/after/notices/notices';
import { type AnswerContext, answerFrames, type LiveNames, withLiveNames } from '../answerFrames';
import type { DataSource } from '../dataSource';
import type { Channel } from './channels';
import { nextPacket } from './packets';
import { rangeAt } from './window';

/** What the first frame of a channel's answer says of it. */
export function liveNames({ name, namedInFrame }: Channel, at: number, everyMs: number): LiveNames {
  return namedInFrame ? { channel: name, state: { at, everyMs } } : { state: { at, everyMs, channel: name } };
}

/**
 * The answer of a channel's question again and again, until the signal fires. All channels ask at the same moments, multiples of the interval, so that
 * their equal statements are one. While an answer is on its way the next ones are left out.
 */
export async function* runChannel(
  channel: Channel,
  source: DataSource,
  context: AnswerContext,
  signal: AbortSignal
): AsyncGenerator<Uint8Array> {
  const { liveIntervalMs: everyMs } = source;
  const { metrics, now } = context;
  let answered: { readonly frames: readonly Frame[]; readonly at: number } | null = null;
  for (;;) {
    const at = await nextMoment(everyMs, now, signal);
    if (at === null) {
      return;
    }
    metrics.channelTicked();
    const names = liveNames(channel, at, everyMs);
    const answer = await answerAt(channel, at, names, source, context, signal);
    if (signal.aborted) {
      return;
    }
    if (answer.frames !== null && !isEarlier(answer.frames)) {
      answered = { frames: answer.frames, at };
    }
    const shown = answered !== null && at - answered.at <= source.staleForMs ? answered : null;
    const frames = answer.frames ?? unanswered(answer.message, shown, names, channel);
    const pushed = { frames, at };
    const packet = nextPacket(pushed, channel.pushed);
    channel.pushed = pushed;
    metrics.channelPushed(packet.length);
    yield packet;
  }
}

/** The next multiple of the interval, once it has come; null if the signal fires before. */
async function nextMoment(everyMs: number, now: () => number, signal: AbortSignal): Promise<number | null> {
  const due = (Math.floor(now() / everyMs) + 1) * everyMs;
  await sleep(due - now(), undefined, { signal }).catch(() => undefined);
  return signal.aborted ? null : Math.max(due, Math.floor(now() / everyMs) * everyMs);
}

type Answer = { readonly frames: readonly Frame[] } | { readonly frames: null; readonly message: string };

async function answerAt(
  { asked, window }: Channel,
  at: number,
  live: LiveNames,
  source: DataSource,
  context: AnswerContext,
  signal: AbortSignal
): Promise<Answer> {
  const request = { ...asked.request, range: rangeAt(window, at), settledUntil: at - source.settlesAfterMs };
  try {
    return { frames: await answerFrames({ ...asked, request, live }, source, context, signal) };
  } catch (error) {
    return { frames: null, message: maskNumbers(messageOf(error), asked.request.mask) };
  }
}

/** Whether it is an answer of before, shown while the database cannot be reached: it does not become newer by that. */
function isEarlier(frames: readonly Frame[]): boolean {
  return frames.some(({ meta }) => 'asOf' in meta.custom);
}

/** The last answer, or a frame without fields, with a notice that says why there is no newer one. */
function unanswered(
  message: string,
  answered: { readonly frames: readonly Frame[]; readonly at: number } | null,
  names: LiveNames,
  { asked: { refId } }: Channel
): Frame[] {
  const since = answered === null ? '' : ` since ${instant(answered.at)}`;
  const notice: Notice = { severity: 'error', text: `Not updated${since}; the next attempt follows. ${message}` };
  const [first = withoutFields(refId), ...others] = answered?.frames ?? [];
  const said = { ...first, meta: { ...first.meta, notices: [notice, ...(first.meta.notices ?? [])] } };
  return [withLiveNames(said, names), ...others];
}

function withoutFields(refId: string): Frame {
  const meta: Frame['meta'] = {
    type: 'table',
    typeVersion: [0, 1],
    custom: {},
    executedQueryString: '',
    preferredVisualisationType: 'table',
  };
  return { name: '', refId, meta, fields: [] };
}
