import type { CallResult } from '../../../src/domain/results';
import type { ScenarioTable, ScenarioType } from '../scenario';
import type { Random } from './random';
import { DAY, dimensionValue, HOUR, localText, missing, MINUTE, resultOf, second, TIME_ZONE, type TrueCall, type World } from './trueCall';

/** How an attempt ended, and how a leg may say it. */
interface Ending {
  /** Null: FAILED, for which there is no honest code. */
  readonly code: number | null;
  readonly said: readonly { readonly disposition: string; readonly cause: string | null }[];
}

/** A custom column with HANGUPCAUSE that says nothing. */
const SILENT = ['0', '16', '127', 'SIP 183 Session Progress', null] as const;
const alone = (...dispositions: readonly string[]) =>
  dispositions.flatMap((disposition) => SILENT.map((cause) => ({ disposition, cause })));
const because = (...causes: readonly string[]) =>
  causes.flatMap((cause) => ['NO ANSWER', 'FAILED'].map((disposition) => ({ disposition, cause })));

const ANSWERED: Ending = { code: 200, said: alone('ANSWERED', 'answered', 'ANSWER') };
const NO_ANSWER: Ending = { code: 480, said: alone('NO ANSWER', 'NOANSWER', 'No Answer') };
const CANCELLED: Ending = { code: 487, said: [...alone('CANCEL'), ...because('SIP 487 Request Terminated')] };
const UNREACHABLE: Ending = { code: null, said: alone('FAILED') };
const FAILURES: readonly Ending[] = [
  NO_ANSWER,
  CANCELLED,
  { code: 486, said: [...alone('BUSY'), ...because('SIP 486 Busy Here', '17')] },
  { code: 503, said: [...alone('CONGESTION'), ...because('SIP 503 Service Unavailable')] },
  { code: 404, said: because('SIP 404 Not Found', '1') },
  { code: 603, said: because('SIP 603 Decline') },
  { code: 408, said: because('SIP 408 Request Timeout', '18') },
];

interface Leg {
  readonly at: number;
  readonly linkedId: string | null;
  readonly uniqueId: string;
  readonly ending: Ending;
  readonly from: string | null;
  readonly to: string | null;
}

const AGENTS = ['agent 1', 'agent 2', 'agent 3', 'desk'] as const;

class Chain {
  readonly legs: Leg[] = [];
  readonly calls: TrueCall[] = [];
  private readonly from;

  constructor(
    private readonly random: Random,
    private readonly name: string,
    private readonly linkedId: string | null,
    private at: number
  ) {
    this.from = dimensionValue(random, `49${random.whole(40_000, 40_300)}`);
  }

  run(isLinked: boolean): void {
    const { random } = this;
    if (!isLinked) {
      this.know([this.ring(random.chance(0.6) ? ANSWERED : random.pick(FAILURES))]);
      return;
    }
    const story = random.next();
    if (story < 0.02) {
      this.missOpening();
    } else if (story < 0.5) {
      this.know([this.ring(random.chance(0.7) ? ANSWERED : random.pick([UNREACHABLE, ...FAILURES]))]);
    } else {
      this.queue();
    }
    if (this.calls.at(-1)?.result === 'answered') {
      this.transfer();
    }
  }

  /** A caller waits for up to two hours, in which agents are tried. */
  private queue(): void {
    const { random } = this;
    const tried = [];
    let patience = random.pick([MINUTE, 10 * MINUTE, 2 * HOUR - 1_000]);
    for (let attempts = random.whole(1, 6); attempts > 0; attempts--) {
      tried.push(this.ring(random.chance(0.3) ? UNREACHABLE : random.pick(FAILURES)));
      const pause = second(random, 0, patience / attempts);
      patience -= pause;
      this.at += pause;
    }
    this.know(random.chance(0.6) ? [...tried, this.ring(ANSWERED)] : tried);
  }

  /** So long in a queue that the answer is a call of its own. */
  private missOpening(): void {
    this.know([this.ring(NO_ANSWER)]);
    this.at += second(this.random, 2 * HOUR + 1_000, 20 * HOUR);
    this.know([this.ring(ANSWERED)]);
  }

  /** Surveys, transfers and parking belong to the call for a day; what follows later is another. */
  private transfer(): void {
    const { random } = this;
    const answeredAt = this.calls.at(-1)?.at ?? 0;
    for (let legs = random.chance(0.5) ? random.whole(1, 4) : 0; legs > 0; legs--) {
      this.at += second(random, 1_000, random.chance(0.1) ? 5 * HOUR : 10 * MINUTE);
      this.ring(random.chance(0.6) ? ANSWERED : random.pick([UNREACHABLE, ...FAILURES]));
    }
    if (this.at === answeredAt && random.chance(0.03)) {
      this.at += second(random, DAY + 1_000, 2 * DAY);
      this.know([this.ring(ANSWERED)]);
    }
  }

  private ring(ending: Ending): { readonly leg: Leg; readonly to: string } {
    const to = dimensionValue(this.random, this.random.pick(AGENTS));
    const leg = {
      at: this.at,
      linkedId: this.linkedId,
      uniqueId: `${this.name}.${this.legs.length}`,
      ending,
      from: this.from.stored,
      to: to.stored,
    };
    this.legs.push(leg);
    return { leg, to: to.counted };
  }

  /** The answer tells how it ended; without one the last attempt that reached anything, then the last of all. */
  private know(tried: readonly { readonly leg: Leg; readonly to: string }[]): void {
    const answer = tried.find(({ leg }) => leg.ending === ANSWERED);
    const told = answer ?? tried.findLast(({ leg }) => leg.ending !== UNREACHABLE) ?? tried.at(-1);
    if (told === undefined) {
      throw new Error('a call without any leg');
    }
    const { at, uniqueId, ending } = told.leg;
    this.calls.push({
      at,
      code: ending.code,
      result: resultOfLeg(ending),
      callId: uniqueId,
      dimensions: { from: this.from.counted, to: told.to },
      retried: tried.some(({ leg }) => leg.ending !== ANSWERED),
    });
  }
}

function resultOfLeg(ending: Ending): CallResult {
  return ending === UNREACHABLE ? 'failed' : resultOf(ending.code);
}

function tableOf(legs: readonly Leg[], random: Random): ScenarioTable {
  const columns: [string, ScenarioType, (leg: Leg, sequence: number, said: Ending['said'][number]) => string | number | null][] = [
    ['start', 'clock', ({ at }) => localText(at)],
    [
      'answer',
      'text',
      ({ at, ending }) => (ending === ANSWERED ? localText(at + 4_000) : random.pick([null, '', '0000-00-00 00:00:00', 'NULL'])),
    ],
    ['end', 'clock', ({ at }) => localText(at + 30_000)],
    ['clid', 'text', ({ from }) => `"${from ?? ''}" <${from ?? ''}>`],
    ['src', 'text', ({ from }) => from],
    ['dst', 'text', ({ to }) => to],
    ['disposition', 'text', (_leg, _sequence, { disposition }) => disposition],
    ['hangupcause', 'text', (_leg, _sequence, { cause }) => cause ?? missing(random)],
    ['duration', 'whole', () => 30],
    ['billsec', 'whole', ({ ending }) => (ending === ANSWERED ? 26 : 0)],
    ['uniqueid', 'text', ({ uniqueId }) => uniqueId],
    ['linkedid', 'text', ({ linkedId }) => linkedId],
    ['sequence', 'whole', (_, sequence) => sequence],
  ];
  const rows = legs
    .map((leg, index) => ({ leg, index }))
    .sort((a, b) => a.leg.at - b.leg.at || a.index - b.index)
    .map(({ leg }, index) => {
      const said = leg.ending.said[random.whole(0, leg.ending.said.length - 1)];
      if (said === undefined) {
        throw new Error('an ending that no record tells');
      }
      return columns.map(([, , valueOf]) => valueOf(leg, index + 1, said));
    });
  return { name: 'cdr', columns: columns.map(([name, type]) => ({ name, type })), rows: random.shuffled(rows) };
}

/** Calls through an Asterisk, and its table `cdr`. */
export function asteriskWorld(random: Random, count: number, from: number, to: number): World {
  const calls: TrueCall[] = [];
  const legs: Leg[] = [];
  for (let number = 0; calls.length < count; number++) {
    const isLinked = !random.chance(0.03);
    const chain = new Chain(random, `pbx-${number}`, isLinked ? `pbx-${number}.0` : missing(random), second(random, from, to));
    chain.run(isLinked);
    calls.push(...chain.calls);
    legs.push(...chain.legs);
  }
  return {
    calls,
    attempts: legs.map(({ at, ending }) => ({ at, result: resultOfLeg(ending) })),
    split: 'to',
    scenario: {
      name: 'asterisk',
      tables: [tableOf(legs, random)],
      jsonData: { layout: 'asterisk', timeZone: TIME_ZONE },
      range: { from, to },
    },
  };
}
