import type { DataFrame, DataLink, TimeRange } from '@grafana/data';

/**
 * Links to calls ask for the time range that the panel shows. Grafana's server passes on no range of a link, and without one
 * Explore would open with its own.
 */
export function withLinkRanges(frames: readonly DataFrame[], range: TimeRange): DataFrame[] {
  return frames.map((frame) => {
    const isLinked = frame.fields.some(({ config }) => config.links?.some(({ internal }) => internal !== undefined));
    if (!isLinked) {
      return frame;
    }
    const fields = frame.fields.map((field) => {
      const { links } = field.config;
      return links === undefined ? field : { ...field, config: { ...field.config, links: links.map((link) => withRange(link, range)) } };
    });
    return { ...frame, fields };
  });
}

function withRange(link: DataLink, range: TimeRange): DataLink {
  return link.internal === undefined ? link : { ...link, internal: { ...link.internal, range } };
}
