import { CallResultError } from '../../../../domain/errors';
import { LAYOUT_FACTS } from '../../../../domain/layoutFacts';
import type { CallTime } from '../../../../domain/layoutNames';
import type { CallResultSettings } from '../../../../domain/settings';
import type { Layout } from '../../../layouts/layout';

/**
 * Which of a call's times it is counted at.
 * @throws CallResultError `settings` if the layout has no such time
 */
export function chosenCallTime(settings: CallResultSettings, layout: Layout): CallTime {
  const facts = LAYOUT_FACTS[settings.layout];
  const chosen = settings.callTime ?? facts.proposedCallTime;
  if (layout.times[chosen] === undefined) {
    throw new CallResultError(
      'settings',
      `callTime: the records of the layout ${settings.layout} have no ${chosen} time; there is ${facts.callTimes.join(', ')}.`
    );
  }
  return chosen;
}
