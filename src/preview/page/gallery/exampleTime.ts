import { dateTimeForTimeZone } from '@grafana/data';
import type { TimeControl } from '../useTime';
import type { Example } from '../../../kinds/example';

/** The time that an example is about, within the page's own. */
export function exampleTime(time: TimeControl, range: Example['range']): TimeControl {
  switch (range) {
    case 'whole':
      return time;
    case 'second half':
      return secondHalf(time);
  }
}

function secondHalf(time: TimeControl): TimeControl {
  const span = { from: Math.round((time.span.from + time.span.to) / 2), to: time.span.to };
  const from = dateTimeForTimeZone(time.timeZone, span.from);
  return { ...time, span, range: { from, to: time.range.to, raw: { from, to: time.range.to } } };
}
