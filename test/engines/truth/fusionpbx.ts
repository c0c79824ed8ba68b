import type { ScenarioTable, ScenarioType } from '../scenario';
import type { Random } from './random';
import {
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

interface Leg {
  readonly at: number;
  readonly uuid: string;
  readonly origin: string | null;
  readonly leg: 'a' | 'b';
  readonly side: string | null;
  readonly isAnswered: boolean;
  readonly cause: string;
  readonly domain: string | null;
  readonly from: string | null;
}

const FAILURES = [
  [486, 'USER_BUSY'],
  [480, 'NO_ANSWER'],
  [487, 'ORIGINATOR_CANCEL'],
  [404, 'UNALLOCATED_NUMBER'],
  [603, 'CALL_REJECTED'],
  [503, 'NORMAL_TEMPORARY_FAILURE'],
] as const;
const DOMAINS = ['a.example.org', 'b.example.org', 'c.example.org'] as const;

/** The legs of one call, and of these those of callers count. */
class Call {
  readonly legs: Leg[] = [];

  constructor(
    private readonly random: Random,
    private readonly name: string,
    private readonly at: number
  ) {}

  run(): TrueCall {
    const { random } = this;
    const from = dimensionValue(random, `49${random.whole(60_000, 60_300)}`);
    const domain = dimensionValue(random, random.pick(DOMAINS));
    const write = (leg: string, at: number, isAnswered: boolean, cause: string, other: Partial<Leg> = {}) => {
      const origin = leg === 'a' ? missing(random) : `${this.name}a`;
      const own = { at, uuid: `${this.name}${leg}`, origin, leg: 'a' as const, side: random.pick([null, '', 'member']), isAnswered, cause };
      this.legs.push({ ...own, domain: domain.stored, from: from.stored, ...other });
    };
    const known = (leg: string, at: number, code: number): TrueCall => ({
      at,
      code,
      result: resultOf(code),
      callId: `${this.name}${leg}`,
      dimensions: { from: from.counted, domain: domain.counted },
      retried: attemptsOf(this.legs).some(({ result }) => result !== 'answered'),
    });
    const isAnswered = random.chance(0.5);
    const [code, cause] = random.pick(FAILURES);
    write('a', this.at, isAnswered, isAnswered ? random.pick(['NORMAL_CLEARING', 'MEDIA_TIMEOUT']) : cause);
    for (let phones = random.whole(0, 3); phones > 0; phones--) {
      // In the second of the caller's leg or later; none of them is a call.
      const at = this.at + second(random, 0, 5_000);
      write(`b${phones}`, at, random.chance(0.3), random.pick(['LOSE_RACE', 'NORMAL_CLEARING', 'USER_BUSY']), { leg: 'b' });
    }
    if (random.chance(0.3)) {
      write('agent', this.at + 1_000, random.chance(0.5), 'NORMAL_CLEARING', { side: 'agent', origin: missing(random) });
    }
    if (random.chance(0.2)) {
      write('lost', this.at + 1_000, false, 'LOSE_RACE');
    }
    if (!isAnswered && random.chance(0.2)) {
      // A dialplan goes on to a voicemail.
      const at = this.at + second(random, 1_000, 14 * MINUTE);
      write('voicemail', at, true, 'NORMAL_CLEARING');
      return known('voicemail', at, 200);
    }
    for (let transfers = random.chance(0.3) ? random.whole(1, 3) : 0; isAnswered && transfers > 0; transfers--) {
      write(`t${transfers}`, this.at + second(random, MINUTE, 20 * HOUR), random.chance(0.5), 'USER_BUSY');
    }
    return known('a', this.at, isAnswered ? 200 : code);
  }
}

/** Legs to telephones; those that another was quicker than are none. */
function attemptsOf(legs: readonly Leg[]): TrueAttempt[] {
  return legs
    .filter(({ leg, cause }) => leg === 'b' && cause !== 'LOSE_RACE')
    .map(({ at, isAnswered, cause }) => ({
      at,
      result: resultOf(isAnswered ? 200 : (FAILURES.find(([, told]) => told === cause)?.[0] ?? null)),
    }));
}

function tableOf(legs: readonly Leg[], random: Random): ScenarioTable {
  const columns: [string, ScenarioType, (leg: Leg) => string | number | null][] = [
    ['xml_cdr_uuid', 'text', ({ uuid }) => uuid],
    ['originating_leg_uuid', 'text', ({ origin }) => origin],
    ['leg', 'text', ({ leg }) => leg],
    ['cc_side', 'text', ({ side }) => side],
    ['start_stamp', 'clock', ({ at }) => localText(at)],
    [
      'answer_stamp',
      'text',
      ({ at, isAnswered }) => (isAnswered ? localText(at + 5_000) : random.pick([null, '', 'NULL', '1970-01-01 00:00:00'])),
    ],
    ['hangup_cause', 'text', ({ cause }) => cause],
    ['caller_id_number', 'text', ({ from }) => from],
    ['domain_name', 'text', ({ domain }) => domain],
  ];
  return {
    name: 'v_xml_cdr',
    columns: columns.map(([name, type]) => ({ name, type })),
    rows: random.shuffled(legs).map((leg) => columns.map(([, , valueOf]) => valueOf(leg))),
  };
}

/** Calls through a FusionPBX, and its table `v_xml_cdr`. */
export function fusionpbxWorld(random: Random, count: number, from: number, to: number): World {
  const made = Array.from({ length: count }, (_, number) => {
    const call = new Call(random, `x-${number}-`, second(random, from, to));
    return { call: call.run(), legs: call.legs };
  });
  return {
    calls: made.map(({ call }) => call),
    attempts: made.flatMap(({ legs }) => attemptsOf(legs)),
    split: 'domain',
    scenario: {
      name: 'fusionpbx',
      tables: [
        tableOf(
          made.flatMap(({ legs }) => legs),
          random
        ),
      ],
      jsonData: { layout: 'fusionpbx', timeZone: TIME_ZONE },
      range: { from, to },
    },
  };
}
