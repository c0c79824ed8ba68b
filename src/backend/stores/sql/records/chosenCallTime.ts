import { CallResultError } from '../../../../domain/errors';
import type { CallTime } from '../../../../domain/callTimes';
import type { CallResultSettings } from '../../../../domain/settings';
import { callTimes, type Layout } from '../../../../domain/layouts/layout';

/**
 * Which of a call's times it is counted at.
 * @throws CallResultError `settings` if the layout has no such time
 */
export function chosenCallTime(settings: CallResultSettings, layout: Layout): CallTime {
  const chosen = settings.callTime ?? layout.proposedCallTime;
  if (layout.times[chosen] === undefined) {
    throw new CallResultError(
      'settings',
      `callTime: "${chosen}" is not available in layout ${settings.layout}. Available: ${callTimes(layout).join(', ')}.`
    );
  }
  return chosen;
}
