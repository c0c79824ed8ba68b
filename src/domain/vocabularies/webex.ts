import type { CallResult } from '../results';
import type { Vocabulary } from './vocabulary';

/**
 * What Webex Calling writes into `Call outcome reason` (Webex for Developers, "Get Detailed Call History"). `Normal` of a leg that was
 * not answered is that of a caller who gave up. To a destination that is `Unreachable` no route was found: whether the number is wrong
 * or nobody is registered, it does not say.
 */
const REASONS: Readonly<Record<string, number | CallResult>> = {
  Normal: 487,
  UserBusy: 486,
  NoAnswer: 480,
  CallRejected: 603,
  UnassignedNumber: 404,
  SIP408: 408,
  InternalRequestTimeout: 408,
  Q850102ServerTimeout: 504,
  NoUserResponse: 408,
  NoAnswerFromUser: 480,
  SIP480: 480,
  SIP487: 487,
  TemporarilyUnavailable: 480,
  AdminCallBlock: 403,
  UserCallBlock: 603,
  Unreachable: 'unavailable',
  DestinationOutOfOrder: 502,
  SIP501: 501,
  SIP503: 503,
  ProtocolError: 500,
  SIP606: 606,
  NoRouteToDestination: 404,
  Internal: 500,
};

export const WEBEX: Vocabulary = new Map(Object.entries(REASONS).map(([reason, meaning]) => [reason.toLowerCase(), meaning] as const));
