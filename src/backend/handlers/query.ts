import { parseCallQuery, type CallQuery } from '../../kinds/kinds';
import { encodeFrame } from '../frames/arrow';
import type { Frame } from '../frames/frame';
import type { DataQuery, PluginContext, PluginHandlers } from '../protocol/plugin';
import { isComputedWith } from './alertRule';
import { type AnswerContext, answerFrames } from './answerFrames';
import type { DataSource, DataSources } from './dataSource';
import { asResponseError, failureKind } from './failures';
import type { NameChannel } from './live/nameChannel';
import type { MeasuredKind, Metrics } from './metrics';
import { isForEverybody, maskedError } from './privacy';
import { requestContext } from './requestContext';

/** Answers one query with its frames. */
export function createQueryHandler(sources: DataSources, nameChannel: NameChannel, answering: AnswerContext): PluginHandlers['query'] {
  const answer = async (
    { light: isLight = false, ...query }: CallQuery,
    data: DataQuery,
    context: PluginContext,
    source: DataSource,
    signal: AbortSignal
  ) => {
    const at = answering.now();
    const request = requestContext(data, context, source, at);
    const computed = isComputedWith(context.headers);
    // Nobody can ask how the numbers of a public dashboard were made.
    const light = (isLight || isForEverybody(context)) && !computed;
    const mayBeEarlier = query.fresh !== true && !computed;
    const asked = { query, request, refId: data.refId, linked: context.instance, light, mayBeEarlier };
    const { live, notices } = nameChannel(asked, context, source, at);
    const frames = await answerFrames({ ...asked, live }, source, answering, signal);
    const noticed = notices.length === 0 ? frames : frames.map((frame, index) => (index === 0 ? withNotices(frame, notices) : frame));
    return noticed.map(encodeOnce);
  };

  return async (data, context, signal) => {
    const began = performance.now();
    let kind: MeasuredKind = 'unknown';
    const done = (outcome: Parameters<Metrics['queryAnswered']>[1]) =>
      answering.metrics.queryAnswered(kind, outcome, (performance.now() - began) / 1_000);
    try {
      const query = parseCallQuery(data.json);
      kind = query.kind;
      const frames = await sources.use(context, (source) => answer(query, data, context, source, signal));
      done('ok');
      return frames;
    } catch (error) {
      done(failureKind(error));
      throw asResponseError(maskedError(error, context));
    }
  };
}

/** Of frames that equal panels share. */
const encodedFrames = new WeakMap<Frame, Uint8Array>();

function encodeOnce(frame: Frame): Uint8Array {
  const encoded = encodedFrames.get(frame) ?? encodeFrame(frame);
  encodedFrames.set(frame, encoded);
  return encoded;
}

function withNotices(frame: Frame, notices: NonNullable<Frame['meta']['notices']>): Frame {
  return { ...frame, meta: { ...frame.meta, notices: [...(frame.meta.notices ?? []), ...notices] } };
}
