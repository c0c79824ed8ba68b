import type { CallResult } from '../results';
import type { Vocabulary } from './vocabulary';

/**
 * What 3CX writes into `reason-terminated` of a call that was not answered. Its manual names the field without its values: these
 * are the ones that programs which collect its records tell of, of version 20 (`no_route`) and of those before (`NoRouteExists`).
 * That the called side ended the call (`TerminatedByDst`, `dst_participant_terminated`) says nothing of one that it did not answer.
 */
const REASONS: Readonly<Record<string, number | CallResult>> = {
  TerminatedBySrc: 487,
  src_participant_terminated: 487,
  Failed_Cancelled: 487,
  cancelled: 487,
  NoAnswerTimeout: 480,
  no_answer: 480,
  timeout: 480,
  TargetBusy: 486,
  Failed_Busy: 486,
  busy: 486,
  declined: 603,
  rejected: 603,
  TargetNotFound: 404,
  not_found: 404,
  NoRouteExists: 404,
  RouteNotFound: 404,
  no_route: 404,
  RouteBusy: 503,
  Failed: 'failed',
};

export const THREECX: Vocabulary = new Map(Object.entries(REASONS).map(([reason, meaning]) => [reason.toLowerCase(), meaning] as const));
