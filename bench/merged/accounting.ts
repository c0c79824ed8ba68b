import type { ClickHouseServer } from '../../test/support/servers/clickHouseServer';
import type { MariaDbServer } from '../../test/support/servers/mariaDbServer';
import type { PostgresServer } from '../../test/support/servers/postgresServer';
import { FIRST, LAST } from '../sampleOfTenMillion';

/** Rows that are merged into calls. Numbers that look random are the same in every run. */
export interface MergedSample {
  /** The table that they are in. */
  readonly table: string;
  make(rows: number): Promise<void>;
  /** An index on what the rows of a call share; absent where they are not measured without it. */
  readonly keyIndex?: { readonly column: string; drop(): Promise<void> };
}

const firstTime = new Date(FIRST).toISOString().slice(0, -1);
/** Rows that one statement inserts into MariaDB; one of millions would keep as much to undo. */
const PORTION = 500_000;

/**
 * Accounting rows as Kamailio writes them (https://www.kamailio.org/docs/db-tables/kamailio-db-devel.html#gen-db-acc), three a call:
 * a challenge, a BYE and an answer.
 */
export function postgresAccounting(server: PostgresServer): MergedSample {
  const noise = (add: number, below: number) => `(hashint8(i + ${add}) & 2147483647) % ${below}`;
  return {
    table: 'acc',
    async make(rows) {
      const statements = [
        `create table acc (id serial primary key, method varchar(16) default '' not null, from_tag varchar(128) default '' not null, to_tag varchar(128) default '' not null,
          callid varchar(255) default '' not null, sip_code varchar(3) default '' not null, sip_reason varchar(128) default '' not null, time timestamp without time zone not null,
          src_user varchar(64) default '' not null, src_domain varchar(128) default '' not null, src_ip varchar(50) default '' not null, dst_user varchar(64) default '' not null)`,
        `insert into acc select i, case i % 3 when 1 then 'BYE' else 'INVITE' end, 'ft' || i, 'tt' || i, 'call-' || i / 3 || '@host.example',
          case i % 3 when 0 then 407 when 1 then 200 else coalesce((array[486, 503])[1 + ${noise(0, 10)}], 200) end, 'OK',
          date_trunc('second', timestamp '${firstTime}' + i * interval '${(LAST - FIRST) / rows} milliseconds'),
          'u' || ${noise(1, 100000)}, 'd' || ${noise(2, 10)}, '10.0.0.' || ${noise(3, 100)}, 'x' || ${noise(4, 100000)}
        from generate_series(0::bigint, ${rows - 1}) i`,
        'create index on acc (time)',
        'create index acc_callid on acc (callid)',
        'vacuum analyze acc',
      ];
      for (const statement of statements) {
        await server.query(statement);
      }
    },
    keyIndex: {
      column: 'callid',
      drop: async () => {
        await server.query('drop index acc_callid');
      },
    },
  };
}

export function mariaDbAccounting(server: MariaDbServer, database: string): MergedSample {
  const noise = (add: number, below: number) => `crc32(seq + ${add}) % ${below}`;
  const run = (statement: string) => server.query(statement, [], database);
  return {
    table: 'acc',
    async make(rows) {
      await run(`create table acc (id int unsigned auto_increment primary key, method varchar(16) default '' not null, from_tag varchar(128) default '' not null,
        to_tag varchar(128) default '' not null, callid varchar(255) default '' not null, sip_code varchar(3) default '' not null, sip_reason varchar(128) default '' not null,
        time datetime not null, src_user varchar(64) default '' not null, src_domain varchar(128) default '' not null, src_ip varchar(50) default '' not null,
        dst_user varchar(64) default '' not null, key (time), key acc_callid (callid)) character set utf8mb4`);
      for (let first = 0; first < rows; first += PORTION) {
        await run(`insert into acc select seq + 1, case seq % 3 when 1 then 'BYE' else 'INVITE' end, concat('ft', seq), concat('tt', seq), concat('call-', seq div 3, '@host.example'),
          case seq % 3 when 0 then 407 when 1 then 200 else coalesce(elt(1 + ${noise(0, 10)}, 486, 503), 200) end, 'OK',
          timestamp '${firstTime.replace('T', ' ')}' + interval floor(seq * ${(LAST - FIRST) / rows / 1000}) second,
          concat('u', ${noise(1, 100000)}), concat('d', ${noise(2, 10)}), concat('10.0.0.', ${noise(3, 100)}), concat('x', ${noise(4, 100000)})
        from seq_${first}_to_${Math.min(first + PORTION, rows) - 1}`);
      }
      await run('analyze table acc');
    },
    keyIndex: {
      column: 'callid',
      drop: async () => {
        await run('drop index acc_callid on acc');
      },
    },
  };
}

export function clickHouseAccounting(server: ClickHouseServer): MergedSample {
  const noise = (add: number, below: number) => `cityHash64(number + ${add}) % ${below}`;
  return {
    table: 'acc',
    async make(rows) {
      await server.query(`create table acc (id UInt64, method LowCardinality(String), from_tag String, to_tag String, callid String, sip_code LowCardinality(String),
        sip_reason LowCardinality(String), time DateTime('UTC'), src_user String, src_domain String, src_ip String, dst_user String, index acc_callid callid type bloom_filter granularity 1)
        engine = MergeTree order by time partition by toYYYYMMDD(time)`);
      await server.query(`insert into acc select number, if(number % 3 = 1, 'BYE', 'INVITE'), concat('ft', toString(number)), concat('tt', toString(number)),
        concat('call-', toString(intDiv(number, 3)), '@host.example'),
        multiIf(number % 3 = 0, '407', number % 3 = 1, '200', transform(${noise(0, 10)}, [0, 1], ['486', '503'], '200')), 'OK',
        toDateTime(${FIRST / 1000} + intDiv(number * ${(LAST - FIRST) / 1000}, ${rows}), 'UTC'),
        concat('u', toString(${noise(1, 100000)})), concat('d', toString(${noise(2, 10)})), concat('10.0.0.', toString(${noise(3, 100)})), concat('x', toString(${noise(4, 100000)}))
      from numbers(${rows})`);
      await server.query('optimize table acc final');
    },
    keyIndex: {
      column: 'callid',
      drop: async () => {
        await server.query('alter table acc drop index acc_callid');
      },
    },
  };
}
