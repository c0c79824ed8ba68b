import type { DataFrame } from '@grafana/data';
import { Notices } from '../parts/Notices';
import { TrendChart } from '../parts/TrendChart';
import type { TimeControl } from '../useTime';
import { FrameBars } from './FrameBars';
import { FrameTable } from './FrameTable';

/** A frame in the form that its type asks for. */
export function FrameView({ frame, time }: { readonly frame: DataFrame; readonly time: TimeControl }) {
  return (
    <>
      <Notices frame={frame} />
      {frame.meta?.type === 'timeseries-wide' ? (
        <TrendChart frame={frame} range={time.range} timeZone={time.timeZone} height={340} legend onZoom={time.zoomTo} />
      ) : frame.meta?.type === 'numeric-wide' ? (
        <FrameBars frame={frame} />
      ) : (
        <FrameTable frame={frame} timeZone={time.timeZone} />
      )}
    </>
  );
}
