/** One way in which calls end on a trunk: the final status code (null: none was seen) and its share of the calls. */
export interface Ending {
  readonly code: number | null;
  readonly weight: number;
}

/** A trunk of the sample's carrier. Numbers that calls go to come from ranges that regulators keep free of subscribers. */
export interface Trunk {
  readonly name: string;
  /** Share of all calls. */
  readonly share: number;
  /** Median post-dial delay in milliseconds. */
  readonly pddMs: number;
  /** Median length of a conversation in seconds. */
  readonly talkS: number;
  /** Called numbers: what they begin with, and how many digits follow. */
  readonly numbers: { readonly prefix: string; readonly digits: number };
  readonly endings: readonly Ending[];
}

const ends = (weights: Readonly<Record<number, number>>, none = 0): readonly Ending[] => [
  ...Object.entries(weights).map(([code, weight]) => ({ code: Number(code), weight })),
  ...(none > 0 ? [{ code: null, weight: none }] : []),
];

/** Eight trunks, each with a character of its own. */
export const TRUNKS: readonly Trunk[] = [
  {
    name: 'pstn-frankfurt',
    share: 0.22,
    pddMs: 1_350,
    talkS: 118,
    numbers: { prefix: '+496990009', digits: 3 },
    endings: ends({ 200: 68, 486: 8.5, 487: 15.5, 404: 2.6, 480: 2.2, 603: 1.1, 408: 0.7, 500: 0.5, 503: 0.4, 488: 0.3 }, 0.04),
  },
  {
    name: 'pstn-berlin',
    share: 0.17,
    pddMs: 1_480,
    talkS: 109,
    numbers: { prefix: '+493023125', digits: 3 },
    endings: ends({ 200: 66.5, 486: 9, 487: 16, 404: 2.8, 480: 2.4, 603: 1.2, 408: 0.8, 500: 0.6, 503: 0.5 }, 0.04),
  },
  {
    name: 'mobile-one',
    share: 0.19,
    pddMs: 3_100,
    talkS: 84,
    numbers: { prefix: '+4917139200', digits: 2 },
    endings: ends({ 200: 57, 486: 11, 487: 21, 480: 6.4, 404: 1.8, 603: 1.7, 408: 0.7, 503: 0.4 }),
  },
  {
    name: 'mobile-two',
    share: 0.12,
    pddMs: 3_600,
    talkS: 79,
    numbers: { prefix: '+4917604069', digits: 3 },
    endings: ends({ 200: 54, 486: 10.5, 487: 22.5, 480: 7.6, 404: 2.2, 603: 1.9, 408: 0.9, 503: 0.4 }),
  },
  {
    name: 'contact-centre',
    share: 0.14,
    pddMs: 620,
    talkS: 236,
    numbers: { prefix: '+492214710', digits: 3 },
    endings: ends({ 200: 81, 487: 12.4, 486: 2.4, 480: 1.6, 403: 0.9, 603: 0.6, 408: 0.4, 500: 0.4, 600: 0.3 }),
  },
  {
    name: 'wholesale-east',
    share: 0.07,
    pddMs: 4_700,
    talkS: 62,
    numbers: { prefix: '+121255501', digits: 2 },
    endings: ends({ 200: 41, 486: 9, 487: 17, 480: 6, 404: 11.5, 484: 2.2, 503: 5.4, 403: 2.6, 408: 2.4, 502: 1.4, 500: 1, 488: 0.5 }, 0.3),
  },
  {
    name: 'wholesale-south',
    share: 0.06,
    pddMs: 4_200,
    talkS: 66,
    numbers: { prefix: '+447700900', digits: 3 },
    endings: ends({ 200: 49, 486: 9.5, 487: 18, 480: 5, 404: 8, 503: 3.4, 403: 2.1, 408: 2, 502: 1.3, 500: 1.1, 604: 0.6 }, 0.2),
  },
  {
    name: 'branch-offices',
    share: 0.03,
    pddMs: 380,
    talkS: 142,
    numbers: { prefix: '+498999998', digits: 3 },
    endings: ends({ 200: 72, 486: 7, 487: 14, 480: 3.6, 407: 0.9, 401: 0.5, 404: 1.1, 488: 0.5, 408: 0.4 }),
  },
];

/** Synthetic test calls go out over the first trunk and almost always end well. */
export const TEST_ENDINGS: readonly Ending[] = ends({ 200: 96.5, 486: 1, 480: 1.2, 408: 0.8, 500: 0.5 });
