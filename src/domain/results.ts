/** The eight call results, in the order in which they are shown everywhere. */
export const RESULTS = ['answered', 'busy', 'rejected', 'timeout', 'cancelled', 'unavailable', 'failed', 'unclassified'] as const;

/** How a call ended, in one word. */
export type CallResult = (typeof RESULTS)[number];

export interface ResultFacts {
  /**
   * Fixed color on every panel. Every two differ by a CIEDE2000 of at least 11, with usual sight and with deuteranopia,
   * protanopia and tritanopia (as Machado, Oliveira and Fernandes simulate them, 2009, severity 1.0); each has at least 3:1
   * against Grafana's dark (#111217, #181b1f) and light (#ffffff, #f4f5f5) backgrounds. Both are checked by tests.
   */
  readonly color: string;
  /** What the result means to the reader. */
  readonly meaning: string;
  /** Where to look first when it is too frequent. */
  readonly whereToLook: string;
}

export const RESULT_FACTS: Readonly<Record<CallResult, ResultFacts>> = {
  answered: {
    color: '#1ba060',
    meaning: 'The call was connected.',
    whereToLook: 'Quality metrics of the connected calls.',
  },
  busy: {
    color: '#d67219',
    meaning: 'The called side is occupied.',
    whereToLook: 'Capacity of the called side: channels, licenses, agents.',
  },
  rejected: {
    color: '#ad68ae',
    meaning: 'Someone refused the call on purpose.',
    whereToLook: 'Authorization, number blocking, barring.',
  },
  timeout: {
    color: '#408bf6',
    meaning: 'Nobody responded in time.',
    whereToLook: 'Reachability: network, firewall, server health.',
  },
  cancelled: {
    color: '#898a87',
    meaning: 'The caller gave up before the answer.',
    whereToLook: "Ring time, callers' patience, a stopped test.",
  },
  unavailable: {
    color: '#31757c',
    meaning: 'The called side is temporarily not available.',
    whereToLook: 'Registrations, overload, trunk state.',
  },
  failed: {
    color: '#cc1e19',
    meaning: 'An error in the signalling ended the call.',
    whereToLook: 'The status codes: 488 codec, 401/407 credentials, 404/484 numbers, 5xx servers.',
  },
  unclassified: {
    color: '#7e6150',
    meaning: 'The record does not say how the call ended.',
    whereToLook: "The record's source.",
  },
};

const POSITION: ReadonlyMap<string, number> = new Map(RESULTS.map((result, index) => [result, index]));

export function isCallResult(value: unknown): value is CallResult {
  return typeof value === 'string' && POSITION.has(value);
}

/** Position of a result in the fixed order, 0 for `answered`. */
export function resultPosition(result: CallResult): number {
  return POSITION.get(result) ?? RESULTS.length;
}
