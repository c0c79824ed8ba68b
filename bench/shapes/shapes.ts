import iconv from 'iconv-lite';
import { accountingRows, callRows } from '../sampleOfTenMillion';
import { jsonDocument, type Variables, xmlDocument } from './documents';

/** The same calls in another form that users have. */
export interface Shape {
  readonly name: string;
  /** The name of its file; of one of its files where each holds a single call. */
  readonly file: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Selects this many rows. */
  readonly select: (rows: number) => string;
  /** How DuckDB's `copy` writes them. */
  readonly copy: string;
  /** What becomes of what it wrote, where it cannot write the shape itself. */
  readonly rewrite?: Rewrite;
  /** What a file for each row holds. */
  readonly document?: (row: Variables) => string;
  /** How many rows make a call; 1 unless given. */
  readonly rowsOfCall?: number;
  /** Rows that cannot be read. */
  readonly torn?: number;
  /** Set where the format is packed inside: bytes are then those of the same calls as CSV. */
  readonly bytesOfCsv?: true;
}

export interface Rewrite {
  readonly before?: string;
  readonly line?: (line: string, index: number) => string;
  /** What is between two lines; a line feed unless given. */
  readonly between?: string;
  readonly after?: string;
  readonly encode?: (text: string) => Buffer;
}

const CSV = '(format csv, header)';
const JSON_LINES = '(format json)';
const DUCKDB_JSON = { copy: JSON_LINES, select: callRows } as const;
/** The line that is torn. */
const TORN_LINE = 50_000;

const withColumns = (columns: string) => (rows: number) => `select * replace (${columns}) from (${callRows(rows)})`;
const withTimes = (times: string) => (rows: number) => `select ${times}, * exclude (start_time) from (${callRows(rows)})`;
const withNames = withColumns(`'"Anna ""A"" Smith" <' || "from" || '>' as "from"`);
const nested = (rows: number) =>
  `select {id: call_id, start: start_time, "from": "from", "to": "to"} as call, {sip: {code: sip_code}, pdd_ms: pdd_ms, setup_ms: setup_ms, duration_ms: duration_ms} as result, trunk, run_id from (${callRows(rows)})`;
const channels = (rows: number) =>
  `select call_id as uuid, epoch_ms(start_time) // 1000 as start_epoch, case sip_code when 200 then epoch_ms(start_time) // 1000 + 5 else 0 end as answer_epoch, case sip_code when 200 then 'NORMAL_CLEARING' when 486 then 'USER_BUSY' else 'CALL_REJECTED' end as hangup_cause, duration_ms as billmsec, trunk as sip_gateway_name from (${callRows(rows)})`;
const tear = (line: string, index: number) => (index === TORN_LINE ? line.slice(0, line.lastIndexOf('"')) : line);

export const PLAIN: Shape = { name: 'CSV', file: 'calls.csv', select: callRows, copy: CSV };

/** Every shape; the plain one first. */
export const SHAPES: readonly Shape[] = [
  PLAIN,
  { name: 'CSV, gzip', file: 'calls.csv.gz', select: callRows, copy: '(format csv, header, compression gzip)' },
  { name: 'CSV, zstd', file: 'calls.csv.zst', select: callRows, copy: '(format csv, header, compression zstd)' },
  { name: 'tabs', file: 'calls.tsv', select: callRows, copy: `(format csv, header, delimiter '\t')` },
  {
    name: 'semicolons after sep=;',
    file: 'calls.csv',
    select: callRows,
    copy: `(format csv, header, delimiter ';')`,
    rewrite: { before: 'sep=;\n' },
  },
  { name: 'line ends of CR', file: 'calls.csv', select: callRows, copy: CSV, rewrite: { between: '\r' } },
  { name: 'line ends of CRLF', file: 'calls.csv', select: callRows, copy: CSV, rewrite: { between: '\r\n' } },
  {
    name: 'UTF-16 with a byte order mark',
    file: 'calls.csv',
    select: callRows,
    copy: CSV,
    rewrite: { before: '\uFEFF', encode: (text) => Buffer.from(text, 'utf16le') },
  },
  {
    name: 'Windows-1252, letters of it in every line',
    file: 'calls.csv',
    select: withColumns(`'Zürich ' || trunk as trunk`),
    copy: CSV,
    rewrite: { encode: (text) => iconv.encode(text, 'windows-1252') },
  },
  {
    name: 'Windows-1252 by the setting encoding',
    file: 'calls.csv',
    settings: { encoding: 'windows-1252' },
    select: withColumns(`'Zürich ' || trunk as trunk`),
    copy: CSV,
    rewrite: { encode: (text) => iconv.encode(text, 'windows-1252') },
  },
  { name: 'quotes doubled (RFC 4180)', file: 'calls.csv', select: withNames, copy: '(format csv, header, force_quote *)' },
  {
    name: 'quotes after backslashes (MySQL)',
    file: 'calls.csv',
    select: withNames,
    copy: String.raw`(format csv, header, force_quote *, escape '\')`,
  },
  {
    name: 'quotes, one line torn',
    file: 'calls.csv',
    select: withNames,
    copy: '(format csv, header, force_quote *)',
    rewrite: { line: tear },
    torn: 1,
  },
  {
    name: 'no header',
    file: 'calls.csv',
    settings: {
      header: false,
      columns: { start_time: 1, sip_code: 2, call_id: 3, pdd_ms: 4, setup_ms: 5, duration_ms: 6, from: 7, to: 8, trunk: 9 },
    },
    select: callRows,
    copy: '(format csv, header false)',
  },
  { name: 'times as epoch seconds', file: 'calls.csv', select: withTimes('epoch_ms(start_time) // 1000 as start_time'), copy: CSV },
  {
    name: 'times as 2026-10-31T12:00:00.123Z',
    file: 'calls.csv',
    select: withTimes(`strftime(start_time, '%Y-%m-%dT%H:%M:%S.%gZ') as start_time`),
    copy: CSV,
  },
  {
    name: 'times as 31/10/2026 12:00:00',
    file: 'calls.csv',
    select: withTimes(`strftime(start_time + to_days(20), '%d/%m/%Y %H:%M:%S') as start_time`),
    copy: CSV,
  },
  {
    name: 'times as 10/31/2026 12:00:00 PM',
    file: 'calls.csv',
    select: withTimes(`strftime(start_time + to_days(20), '%m/%d/%Y %I:%M:%S %p') as start_time`),
    copy: CSV,
  },
  {
    name: 'times of two columns',
    file: 'calls.csv',
    settings: { columns: { start_time: ['date', 'time'] } },
    select: withTimes(`strftime(start_time, '%Y-%m-%d') as date, strftime(start_time, '%H:%M:%S') as time`),
    copy: CSV,
  },
  { name: 'JSON, an object a line', file: 'calls.ndjson', ...DUCKDB_JSON },
  { name: 'JSON, a list', file: 'calls.json', select: callRows, copy: '(format json, array true)' },
  {
    name: 'JSON, objects over several lines',
    file: 'calls.json',
    ...DUCKDB_JSON,
    rewrite: { line: (line) => JSON.stringify(JSON.parse(line), null, 2) },
  },
  {
    name: 'JSON, an envelope',
    file: 'calls.json',
    ...DUCKDB_JSON,
    rewrite: { before: '{"page":1,"calls":[', between: ',\n', after: ']}\n' },
  },
  {
    name: 'JSON, objects inside of objects',
    file: 'calls.ndjson',
    settings: {
      columns: {
        start_time: 'call.start',
        sip_code: 'result.sip.code',
        call_id: 'call.id',
        pdd_ms: 'result.pdd_ms',
        duration_ms: 'result.duration_ms',
      },
    },
    select: nested,
    copy: JSON_LINES,
  },
  {
    name: 'JSON, documents of mod_json_cdr',
    file: 'a.cdr.json',
    settings: { layout: 'freeswitch' },
    select: channels,
    copy: JSON_LINES,
    document: jsonDocument,
  },
  {
    name: 'XML, documents of mod_xml_cdr',
    file: 'a.cdr.xml',
    settings: { layout: 'freeswitch' },
    select: channels,
    copy: JSON_LINES,
    document: xmlDocument,
  },
  { name: 'Parquet', file: 'calls.parquet', select: callRows, copy: '(format parquet)', bytesOfCsv: true },
  {
    name: 'Parquet, times as text',
    file: 'calls.parquet',
    select: withColumns('start_time::varchar as start_time'),
    copy: '(format parquet)',
    bytesOfCsv: true,
  },
  { name: 'rows of acc, merged', file: 'acc.csv', settings: { layout: 'kamailio' }, select: accountingRows, copy: CSV, rowsOfCall: 3 },
];
