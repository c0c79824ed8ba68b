import type { ScenarioTable, ScenarioType } from '../scenario';
import type { Random } from './random';
import { dimensionValue, HOUR, localText, missing, MINUTE, resultOf, second, TIME_ZONE, type TrueCall, type World } from './trueCall';

/** A row of `acc` or `missed_calls` but for its id. */
interface Row {
  readonly table: 'acc' | 'missed_calls';
  readonly at: number;
  readonly method: string;
  readonly callId: string | null;
  readonly code: string | null;
  readonly gateway: string | null;
  readonly user: string | null;
  /** Seconds of a conversation, of rows that OpenSIPS writes at its end. */
  readonly talk: number;
  readonly createdAt: number;
}

type Flavor = 'kamailio' | 'opensips';

const GATEWAYS = ['gw-nord', 'gw-süd', 'gw-west', 'backup'] as const;
const FAILURES = [486, 480, 503, 404, 408, 603, 500, 488] as const;
const OF_GATEWAYS = [503, 500, 408, 480, 404, 502] as const;
const CHALLENGES = [401, 407] as const;

/** Writes the rows of one call and remembers what happened. */
class Dialog {
  readonly rows: Row[] = [];
  readonly calls: TrueCall[] = [];
  private readonly user;
  private readonly gatewayNames;
  /** Whether failures are in `acc` too; stock configurations have them in `missed_calls` alone. */
  private readonly accountsFailures: boolean;
  /** OpenSIPS writes one row of an answered call, when it is over. */
  private readonly writesCdrs: boolean;
  private readonly begunAt: number;

  constructor(
    private readonly random: Random,
    flavor: Flavor,
    /** As it is stored. */
    private readonly callId: string | null,
    /** Whether it is one. */
    private readonly hasCallId: boolean,
    private at: number
  ) {
    this.user = dimensionValue(random, `49${random.whole(30_000, 30_400)}`);
    this.gatewayNames = GATEWAYS.map((name) => dimensionValue(random, name));
    this.accountsFailures = random.chance(0.7);
    this.writesCdrs = flavor === 'opensips' && random.chance(0.5);
    this.begunAt = at;
  }

  run(): void {
    const { random } = this;
    if (!this.hasCallId) {
      // Nothing joins rows without a Call-ID, so the one row is all there is of such a call.
      this.end(random.chance(0.5) ? 200 : random.pick(FAILURES), 'acc');
      return;
    }
    if (random.chance(0.01)) {
      this.write('acc', 'INVITE', missing(random), 0);
      this.know(null, 0);
      return;
    }
    this.attempt(true);
    while (this.isUnanswered() && random.chance(0.15)) {
      if (random.chance(0.3)) {
        // So much later that it is another call although the telephone kept the Call-ID.
        this.wait(15 * MINUTE + 1_000, 20 * HOUR);
      } else {
        this.calls.pop();
        this.wait(0, 5 * MINUTE);
      }
      this.attempt(false);
    }
    if (!this.isUnanswered()) {
      this.converse();
    }
  }

  private isUnanswered(): boolean {
    return this.calls.at(-1)?.result !== 'answered';
  }

  /** From an INVITE to its final answer, in less than ten minutes. */
  private attempt(isFirst: boolean): void {
    const { random } = this;
    for (let challenges = random.chance(0.5) ? random.whole(1, 2) : 0; challenges > 0; challenges--) {
      const code = random.pick(CHALLENGES);
      this.write('acc', 'INVITE', String(code), 0);
      if (isFirst && random.chance(0.04)) {
        this.know(code, 0);
        return;
      }
      this.wait(0, 2_000);
    }
    let gateway = 0;
    while (gateway < GATEWAYS.length - 1 && random.chance(0.25)) {
      this.write('missed_calls', 'INVITE', String(random.pick(OF_GATEWAYS)), gateway);
      gateway++;
      this.wait(1_000, 100_000);
    }
    this.wait(0, 60_000);
    if (random.chance(0.6)) {
      this.answer(gateway);
    } else {
      this.fail(random.chance(0.2) ? 487 : random.pick(FAILURES), gateway);
    }
  }

  private answer(gateway: number): void {
    const code = this.random.chance(0.02) ? 202 : 200;
    this.write('acc', 'INVITE', String(code), gateway, this.writesCdrs ? this.random.whole(1, 4_000) : 0);
    this.know(code, gateway);
  }

  private fail(code: number, gateway: number): void {
    if (!this.accountsFailures) {
      // In the second of an earlier gateway the later row counts.
      this.end(code, 'missed_calls', gateway);
      return;
    }
    if (this.random.chance(0.5)) {
      this.write('missed_calls', 'INVITE', String(this.random.pick(OF_GATEWAYS)), gateway);
    }
    this.end(code, 'acc', gateway);
  }

  private end(code: number, table: Row['table'], gateway = 0): void {
    this.write(table, 'INVITE', String(code), gateway);
    this.know(code, gateway);
  }

  /** Session refreshes and holds, by either side, and the end. */
  private converse(): void {
    const { random } = this;
    if (this.writesCdrs || random.chance(0.5)) {
      return;
    }
    let [lastGood, over] = [this.at, random.chance(0.05) ? 60 * HOUR : random.pick([0, 20 * MINUTE, 2 * HOUR])];
    while (over > 0) {
      const step = random.whole(1, Math.min(over, 10 * HOUR) / 1_000) * 1_000;
      over -= step;
      this.at += step;
      // Of a dialog that is a day old an INVITE is known by the one before it.
      const isGood = random.chance(0.7) || this.at - lastGood > 12 * HOUR;
      this.write(
        'acc',
        'INVITE',
        isGood ? '200' : String(random.pick([491, 408, 481, 487, 500])),
        random.whole(0, 3),
        0,
        random.chance(0.5)
      );
      if (random.chance(0.2)) {
        this.write('missed_calls', 'INVITE', '481', 0);
      }
      lastGood = isGood ? this.at : lastGood;
    }
    this.wait(1_000, 60_000);
    this.write('acc', 'BYE', random.pick(['200', '481']), 0);
  }

  private wait(fromMs: number, toMs: number): void {
    this.at += second(this.random, fromMs, toMs);
  }

  private write(table: Row['table'], method: string, code: string | null, gateway: number, talk = 0, byCalled = false): void {
    const user = byCalled ? 'callee' : this.user.stored;
    this.rows.push({
      table,
      at: this.at,
      method,
      callId: this.callId,
      code,
      gateway: this.gatewayNames[gateway]?.stored ?? null,
      user,
      talk,
      createdAt: this.begunAt,
    });
  }

  private know(code: number | null, gateway: number): void {
    this.calls.push({
      at: this.at,
      code,
      result: resultOf(code),
      callId: this.hasCallId ? (this.callId ?? '') : '',
      dimensions: { src_user: this.user.counted, dst_domain: this.gatewayNames[gateway]?.counted ?? '' },
      retried: null,
    });
  }
}

function tableOf(name: Row['table'], flavor: Flavor, rows: readonly Row[], random: Random): ScenarioTable {
  const columns: [string, ScenarioType, (row: Row, id: number) => string | number | null][] = [
    ['id', 'whole', (_, id) => id],
    ['method', 'text', ({ method }) => method],
    ['from_tag', 'text', (_, id) => `f${id % 7}`],
    ['to_tag', 'text', (_, id) => (id % 3 === 0 ? '' : `t${id}`)],
    ['callid', 'text', ({ callId }) => callId],
    ['sip_code', 'text', ({ code }) => code],
    ['sip_reason', 'text', ({ code }) => `Reason of ${code ?? 'none'}`],
    ['time', 'clock', ({ at }) => localText(at)],
    ['src_user', 'text', ({ user }) => user],
    ['dst_domain', 'text', ({ gateway }) => gateway],
    ...(flavor === 'opensips'
      ? ([
          ['duration', 'whole', ({ talk }) => talk],
          ['ms_duration', 'whole', ({ talk }) => talk * 1_000],
          ['setuptime', 'whole', ({ at, createdAt }) => (at - createdAt) / 1_000],
          ['created', 'clock', ({ talk, createdAt }) => (talk > 0 ? localText(createdAt) : null)],
        ] satisfies typeof columns)
      : []),
  ];
  // Ids grow with time; rows are not stored in their order.
  const inOrder = rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => a.row.at - b.row.at || a.index - b.index)
    .map(({ row }, index) => columns.map(([, , valueOf]) => valueOf(row, index + 1)));
  return {
    name,
    columns: columns.map(([column, type]) => ({ name: column, type })),
    rows: random.shuffled(inOrder),
  };
}

/** Calls through a Kamailio or an OpenSIPS, and its tables `acc` and `missed_calls`. */
export function accountingWorld(flavor: Flavor, random: Random, count: number, from: number, to: number): World {
  const calls: TrueCall[] = [];
  const rows: Row[] = [];
  let last = '';
  for (let number = 0; calls.length < count; number++) {
    // Call-IDs are compared byte by byte.
    const isTwin = last !== '' && random.chance(0.01);
    const own = isTwin ? last.toUpperCase() : `c${number.toString(36)}-${random.whole(0, 1e9).toString(36)}@host`;
    const hasCallId = !random.chance(0.02);
    const dialog = new Dialog(random, flavor, hasCallId ? own : missing(random), hasCallId, second(random, from, to));
    dialog.run();
    calls.push(...dialog.calls);
    rows.push(...dialog.rows);
    last = isTwin ? '' : own;
  }
  const of = (table: Row['table']) =>
    tableOf(
      table,
      flavor,
      rows.filter((row) => row.table === table),
      random
    );
  return {
    calls,
    attempts: [],
    split: 'dst_domain',
    scenario: {
      name: flavor,
      tables: [of('acc'), of('missed_calls')],
      jsonData: { layout: flavor, timeZone: TIME_ZONE },
      range: { from, to },
    },
  };
}
