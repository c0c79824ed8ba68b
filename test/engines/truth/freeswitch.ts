import type { ScenarioTable, ScenarioType } from '../scenario';
import type { Random } from './random';
import {
  DAY,
  dimensionValue,
  HOUR,
  localText,
  missing,
  MINUTE,
  resultOf,
  second,
  TIME_ZONE,
  type TrueAttempt,
  type TrueCall,
  type World,
} from './trueCall';

/**
 * How legs of a call know each other: `call` by call_uuid, `origin` by the leg that began them, `pair` by naming each other in bleg_uuid
 * (legs=ab of mod_cdr_csv).
 */
type Identity = 'call' | 'origin' | 'pair';

/** How a leg ended that was not answered, and what may say it. */
interface Ending {
  readonly code: number | null;
  readonly cause: string;
  readonly inviteStatus?: string;
  readonly lastCause?: string;
  readonly disposition?: string;
  readonly q850?: string;
}

const FAILURES: readonly Ending[] = [
  { code: 486, cause: 'USER_BUSY' },
  { code: 480, cause: 'NO_ANSWER' },
  { code: 487, cause: 'ORIGINATOR_CANCEL', disposition: 'recv_cancel' },
  { code: 404, cause: 'UNALLOCATED_NUMBER' },
  { code: 503, cause: 'NORMAL_TEMPORARY_FAILURE' },
  { code: 603, cause: 'CALL_REJECTED', inviteStatus: '603' },
  { code: 488, cause: 'INCOMPATIBLE_DESTINATION', inviteStatus: '488' },
  // A carrier's 480 comes in as this cause, which alone would mean 408.
  { code: 480, cause: 'NO_USER_RESPONSE', inviteStatus: '480' },
  { code: 486, cause: 'NORMAL_CLEARING', lastCause: 'USER_BUSY' },
  { code: 487, cause: 'NORMAL_CLEARING', disposition: 'recv_cancel' },
  { code: 503, cause: 'NORMAL_CLEARING', q850: '34' },
];
const SILENT: Ending = { code: null, cause: 'NORMAL_CLEARING', disposition: 'recv_bye', q850: '16' };

interface Leg {
  readonly at: number;
  readonly uuid: string;
  readonly callUuid: string | null;
  readonly origin: string | null;
  readonly other: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly answeredAfterMs: number | null;
  readonly ending: Ending;
  readonly from: string | null;
  readonly gateway: string | null;
}

const GATEWAYS = ['carrier a', 'carrier b', 'intern'] as const;

class Call {
  readonly legs: Leg[] = [];
  readonly calls: TrueCall[] = [];
  private readonly from;

  constructor(
    private readonly random: Random,
    private readonly identity: Identity,
    private readonly name: string,
    private readonly at: number
  ) {
    this.from = dimensionValue(random, `49${random.whole(50_000, 50_300)}`);
  }

  run(): void {
    const { random, at } = this;
    const isAnswered = random.chance(0.6);
    const ending = isAnswered
      ? { ...SILENT, ...random.pick([{}, {}, { cause: 'MEDIA_TIMEOUT' }, { cause: 'RECOVERY_ON_TIMER_EXPIRE' }]) }
      : random.pick([SILENT, ...FAILURES]);
    const isBridged = ending !== SILENT && random.chance(0.7);
    const gateway = dimensionValue(random, random.pick(GATEWAYS));
    this.write('a', 'inbound', at, isAnswered ? random.whole(1, 90) * 1_000 : null, ending, gateway.stored, isBridged ? 'b0' : null);
    if (isBridged) {
      this.ring(isAnswered);
    }
    if (isAnswered && this.identity !== 'pair') {
      this.transfer();
    }
    this.calls.push({
      at,
      code: isAnswered ? 200 : ending.code,
      result: resultOf(isAnswered ? 200 : ending.code),
      callId: `${this.name}a`,
      dimensions: { from: this.from.counted, gateway: gateway.counted },
      retried: attemptsOf(this.legs).some(({ result }) => result !== 'answered'),
    });
  }

  /** Telephones or gateways that the call is bridged to, in the same second or later, together or one after another. */
  private ring(isAnswered: boolean): void {
    const { random } = this;
    const legs = this.identity === 'pair' ? 1 : random.whole(1, 4);
    // Legs that name each other do not say which of them began the call.
    let at = this.at + second(random, this.identity === 'pair' ? 1_000 : 0, 2_000);
    for (let leg = 0; leg < legs; leg++) {
      const isLast = leg === legs - 1;
      const lost: Ending = { code: null, cause: 'LOSE_RACE' };
      const ending = isLast && isAnswered ? SILENT : random.chance(0.4) && isAnswered ? lost : random.pick(FAILURES);
      this.write(`b${leg}`, 'outbound', at, isLast && isAnswered ? 3_000 : null, ending, random.pick(GATEWAYS), 'a');
      at += second(random, 0, MINUTE);
    }
  }

  private transfer(): void {
    const { random } = this;
    let at = this.at;
    for (let legs = random.chance(0.3) ? random.whole(1, 3) : 0; legs > 0; legs--) {
      at += second(random, MINUTE, random.chance(0.1) ? 7 * HOUR : HOUR);
      this.write(`t${legs}`, 'outbound', at, random.chance(0.5) ? 2_000 : null, random.pick(FAILURES), random.pick(GATEWAYS), 'a');
    }
    if (at === this.at && random.chance(0.01)) {
      // More than a day later it is another call.
      at += second(random, DAY + 1_000, 2 * DAY);
      const gateway = dimensionValue(random, random.pick(GATEWAYS));
      this.write('late', 'outbound', at, 2_000, SILENT, gateway.stored, 'a');
      this.calls.push({
        at,
        code: 200,
        result: 'answered',
        callId: `${this.name}late`,
        dimensions: { from: this.from.counted, gateway: gateway.counted },
        retried: false,
      });
    }
  }

  private write(
    leg: string,
    direction: Leg['direction'],
    at: number,
    answeredAfterMs: number | null,
    ending: Ending,
    gateway: string | null,
    other: string | null
  ): void {
    const first = `${this.name}a`;
    const none = missing(this.random);
    this.legs.push({
      at,
      uuid: `${this.name}${leg}`,
      callUuid: this.identity === 'call' ? first : none,
      origin: this.identity === 'origin' && leg !== 'a' ? first : none,
      other: other === null ? none : `${this.name}${other}`,
      direction,
      answeredAfterMs,
      ending,
      from: this.from.stored,
      gateway,
    });
  }
}

/** Legs that the switch began; those that lost a race are none. */
function attemptsOf(legs: readonly Leg[]): TrueAttempt[] {
  return legs
    .filter(({ direction, ending }) => direction === 'outbound' && ending.cause !== 'LOSE_RACE')
    .map(({ at, answeredAfterMs, ending }) => ({ at, result: resultOf(answeredAfterMs === null ? ending.code : 200) }));
}

function tableOf(legs: readonly Leg[], isPaired: boolean, random: Random): ScenarioTable {
  const seconds = (ms: number) => String(Math.floor(ms / 1_000));
  const columns: [string, ScenarioType, (leg: Leg) => string | number | null][] = [
    ['start_epoch', 'whole', ({ at }) => Math.floor(at / 1_000)],
    [
      'answer_epoch',
      'text',
      ({ at, answeredAfterMs }) => (answeredAfterMs === null ? random.pick(['0', missing(random)]) : seconds(at + answeredAfterMs)),
    ],
    ['end_stamp', 'clock', ({ at }) => localText(at + 100_000)],
    ['uuid', 'text', ({ uuid }) => uuid],
    ['bleg_uuid', 'text', ({ other }) => other],
    ...(isPaired
      ? []
      : ([
          ['call_uuid', 'text', ({ callUuid }) => callUuid],
          ['originating_leg_uuid', 'text', ({ origin }) => origin],
        ] satisfies typeof columns)),
    ['direction', 'text', ({ direction }) => direction],
    ['caller_id_number', 'text', ({ from }) => from],
    ['sip_gateway_name', 'text', ({ gateway }) => gateway],
    ['sip_invite_failure_status', 'text', ({ ending }) => ending.inviteStatus ?? missing(random)],
    ['sip_term_status', 'text', ({ answeredAfterMs }) => (answeredAfterMs === null ? missing(random) : '200')],
    ['hangup_cause', 'text', ({ ending }) => ending.cause],
    ['last_bridge_hangup_cause', 'text', ({ ending }) => ending.lastCause ?? random.pick([null, '', 'NORMAL_CLEARING', 'SUCCESS'])],
    ['sip_hangup_disposition', 'text', ({ ending }) => ending.disposition ?? random.pick([null, '', 'send_refuse'])],
    ['hangup_cause_q850', 'text', ({ ending }) => ending.q850 ?? random.pick([null, '', '16', '0'])],
  ];
  return {
    name: 'cdr',
    columns: columns.map(([name, type]) => ({ name, type })),
    rows: random.shuffled(legs).map((leg) => columns.map(([, , valueOf]) => valueOf(leg))),
  };
}

/** Calls through a FreeSWITCH, and its legs: all legs of a call, or those of `legs=ab`, which know only each other. */
export function freeswitchWorld(isPaired: boolean, random: Random, count: number, from: number, to: number): World {
  const calls: TrueCall[] = [];
  const legs: Leg[] = [];
  for (let number = 0; calls.length < count; number++) {
    const identity = isPaired ? ('pair' as const) : random.pick<Identity>(['call', 'origin']);
    const call = new Call(random, identity, `fs-${number}-`, second(random, from, to));
    call.run();
    calls.push(...call.calls);
    legs.push(...call.legs);
  }
  return {
    calls,
    attempts: attemptsOf(legs),
    split: 'gateway',
    scenario: {
      name: isPaired ? 'freeswitch, legs=ab' : 'freeswitch',
      tables: [tableOf(legs, isPaired, random)],
      jsonData: { layout: 'freeswitch', timeZone: TIME_ZONE },
      range: { from, to },
    },
  };
}
