import { type DataFrame, DataTopic } from '@grafana/data';

/** Frames that are data: others are drawn over a panel's series, which the preview does not do. */
export function shownFrames(frames: readonly DataFrame[]): readonly DataFrame[] {
  return frames.filter(({ meta }) => meta?.dataTopic !== DataTopic.Annotations);
}
