import type { CallResult } from './results';

/** What something usually means, and what to check first. */
export interface Advice {
  readonly means: string;
  readonly check: string;
}

/** For whoever is on call; `RESULT_FACTS` has the same in three words. */
export const RESULT_ADVICE: Readonly<Record<CallResult, Advice>> = {
  answered: {
    means: 'The calls were connected.',
    check: 'Nothing, unless people complain: then the quality metrics (loss, jitter, one-way audio) of these calls.',
  },
  busy: {
    means: 'The called side is occupied: all channels, licenses or agents are in use, or a single line is dialled again and again.',
    check: "The called side's use of channels against its limit, the agents logged in, and whether a dialler repeats a few numbers.",
  },
  rejected: {
    means: 'Someone refuses on purpose: authorization, a barring or fraud rule, a block list, or the called party itself.',
    check:
      'What changed in credentials, allowed addresses and block lists; whether the caller numbers are presented in the form that the carrier accepts.',
  },
  timeout: {
    means: 'Nobody responded in time: requests or responses are lost, or the next hop is dead or overloaded.',
    check: 'Whether the next hop answers OPTIONS, whether a firewall or a route has changed, and the load of the server.',
  },
  cancelled: {
    means: 'The callers gave up before the answer: it rings too long, they hear nothing, or a test or dialler was stopped.',
    check: 'The time until ringing (post-dial delay) and until cancelling: always the same time is a timer, not a person.',
  },
  unavailable: {
    means: 'The called side is temporarily not there: not registered, nobody answers, a trunk is down or overloaded.',
    check: 'Registrations of the called side, the state of the trunk, and overload or maintenance at the carrier.',
  },
  failed: {
    means: 'An error in the signalling: wrong numbers, missing credentials, no common codec, or a fault of a server.',
    check: 'The status codes: 4xx says that the request is wrong, 5xx that a server is.',
  },
  unclassified: {
    means: 'The records do not say how the calls ended.',
    check:
      "The records' source: whether it writes final responses, and whether the column of the code is the right one in the data source settings.",
  },
};
