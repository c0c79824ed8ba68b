import type { DataFrame, DataLink, DataQueryRequest, TimeRange } from '@grafana/data';
import type { AskedNumbers } from '../domain/askedNumbers';
import { callsLinkOf, type FrameLinks } from '../domain/callsLinks';
import type { EditedQuery } from './fields/editedQuery';

type Request = Pick<DataQueryRequest<EditedQuery>, 'range' | 'targets' | 'intervalMs' | 'maxDataPoints'>;

/**
 * An answer as Grafana gets it: links are in their fields and ask for the time range that the panel shows, which Grafana's server does not pass on; and a light
 * frame says what it was asked, by which its explanation can be had.
 * @param targets of the request: the queries as they were sent
 */
export function shownFrames(frames: readonly DataFrame[], { range, targets, intervalMs, maxDataPoints }: Request): DataFrame[] {
  return frames.map((frame) => {
    const linked = withLinks(frame, range);
    const query = targets.find(({ refId }) => refId === frame.refId);
    const { custom, dataTopic } = frame.meta ?? {};
    if (query === undefined || custom === undefined || dataTopic !== undefined || 'explanation' in custom) {
      return linked;
    }
    const asked: AskedNumbers = { query: { ...query }, from: range.from.valueOf(), to: range.to.valueOf(), intervalMs, maxDataPoints };
    return { ...linked, meta: { ...linked.meta, custom: { ...linked.meta?.custom, asked } } };
  });
}

function withLinks(frame: DataFrame, range: TimeRange): DataFrame {
  const { links: common, ...custom } = (frame.meta?.custom ?? {}) as { readonly links?: FrameLinks };
  if (common === undefined && !frame.fields.some(({ config }) => config.links?.some(({ internal }) => internal !== undefined))) {
    return frame;
  }
  const fields = frame.fields.map((field, index) => {
    const own = common?.of[index] ?? null;
    const links: DataLink[] = [...(field.config.links ?? []), ...(common === undefined || own === null ? [] : [callsLinkOf(common, own)])];
    return links.length === 0 ? field : { ...field, config: { ...field.config, links: links.map((link) => withRange(link, range)) } };
  });
  return common === undefined ? { ...frame, fields } : { ...frame, meta: { ...frame.meta, custom }, fields };
}

function withRange(link: DataLink, range: TimeRange): DataLink {
  return link.internal === undefined ? link : { ...link, internal: { ...link.internal, range } };
}
