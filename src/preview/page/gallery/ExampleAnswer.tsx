import { Alert } from '@grafana/ui';
import type { Answer } from '../api';
import { shownFrames } from '../parts/shownFrames';
import { FrameView } from '../query/FrameView';
import type { TimeControl } from '../useTime';

const CHART_HEIGHT = 240;

/** What came back; that the records cannot tell something (no timings, for instance) is not an alarm here. */
export function ExampleAnswer({ answer, time }: { readonly answer: Answer | null; readonly time: TimeControl }) {
  if (answer === null) {
    return null;
  }
  if ('error' in answer) {
    return (
      <Alert severity="info" title="Not available in these records" bottomSpacing={0}>
        {answer.error}
      </Alert>
    );
  }
  const frames = shownFrames(answer.frames);
  return frames.map((frame, index) => (
    <FrameView key={index} frame={frame} time={time} chartHeight={CHART_HEIGHT} title={frames.length > 1 ? frame.name : undefined} />
  ));
}
