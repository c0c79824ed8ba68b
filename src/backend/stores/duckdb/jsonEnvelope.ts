/** Records are looked for this deep in an object that is not one itself: `hits.hits`, `_embedded.calls`. */
const MAX_DEPTH = 3;
const MAX_KEY_BYTES = 200;
const [QUOTE, BACKSLASH, COLON, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, BLANK] = [
  0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d, 0x20,
];

/** Tells records of JSON from objects that hold them. */
export interface RecordTest {
  readonly isRecord: (value: unknown) => boolean;
  /** What the names begin with below which an element of a list holds the records of one call. */
  readonly grouped: readonly string[];
}

/** An object is a record if it, or its `_source`, has one of the names (in small letters) for anything but a list. */
export function recordTest(names: ReadonlySet<string>, grouped: readonly string[]): RecordTest {
  const hasName = (value: unknown) =>
    isObject(value) && Object.entries(value).some(([key, field]) => names.has(key.toLowerCase()) && !Array.isArray(field));
  return { isRecord: (value) => hasName(value) || (isObject(value) && '_source' in value && hasName(value._source)), grouped };
}

/** Whether an object holds a list of records without being one: what interfaces answer with. */
export function isEnvelope(value: unknown, test: RecordTest): boolean {
  return !test.isRecord(value) && holdsRecords(value, test, MAX_DEPTH);
}

function holdsRecords(value: unknown, test: RecordTest, depth: number): boolean {
  return (
    isObject(value) &&
    depth > 0 &&
    Object.values(value).some((part) => (Array.isArray(part) ? isElement(part[0], test) : holdsRecords(part, test, depth - 1)))
  );
}

function isElement(value: unknown, test: RecordTest): boolean {
  return test.isRecord(value) || groupedRecords(value, test).length > 0;
}

/** The records of one call that an object holds, each with what the object says of all of them. */
function groupedRecords(value: unknown, { isRecord, grouped }: RecordTest): object[] {
  if (grouped.length === 0 || !isObject(value)) {
    return [];
  }
  const isPart = ([name]: [string, unknown]) => grouped.some((begin) => name.startsWith(begin));
  const fields = Object.entries(value);
  const shared = Object.fromEntries(fields.filter((field) => !isPart(field)));
  const parts = fields.filter(isPart).flatMap(([, part]): unknown[] => (Array.isArray(part) ? part : [part]));
  return parts.flatMap((part) => (isObject(part) && isRecord(part) ? [{ ...shared, ...part }] : []));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Takes the records out of one envelope that arrives in pieces: the elements of the first list whose first element is a record,
 * and of further lists below the same names.
 */
export class EnvelopeRecords {
  /** Objects and lists that are open, outside of the element. */
  private readonly open: { readonly isArray: boolean; readonly path: string; rejected: boolean }[] = [];
  private chosen: string | null = null;
  private key = '';
  private text = '';
  private inString = false;
  private escaped = false;
  /** Depth inside the element that is being read, 0 outside. */
  private depth = 0;
  private parts: Buffer[] = [];
  private length = 0;

  constructor(
    private readonly test: RecordTest,
    private readonly longest: number,
    /** Null for an element that is too long or not JSON. */
    private readonly take: (record: Buffer | null) => void
  ) {}

  feed(bytes: Buffer): void {
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? BLANK;
      if (this.inString) {
        this.string(byte);
      } else if (byte === QUOTE) {
        [this.inString, this.text] = [true, ''];
      } else if (this.depth > 0) {
        this.depth += byte === OPEN_OBJECT || byte === OPEN_ARRAY ? 1 : byte === CLOSE_OBJECT || byte === CLOSE_ARRAY ? -1 : 0;
        if (this.depth === 0) {
          this.keep(bytes.subarray(from, at + 1));
          this.settle();
        }
      } else if (byte === OPEN_OBJECT && this.open.at(-1)?.isArray === true) {
        [this.depth, from] = [1, at];
      } else {
        this.outside(byte);
      }
    }
    if (this.depth > 0) {
      this.keep(bytes.subarray(from));
    }
  }

  private string(byte: number): void {
    if (this.escaped) {
      this.escaped = false;
    } else if (byte === BACKSLASH) {
      this.escaped = true;
    } else if (byte === QUOTE) {
      this.inString = false;
      return;
    }
    if (this.depth === 0 && this.text.length < MAX_KEY_BYTES) {
      this.text += String.fromCharCode(byte);
    }
  }

  private outside(byte: number): void {
    if (byte === COLON) {
      this.key = this.text;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      const above = this.open.at(-1);
      const path = above === undefined ? '$' : `${above.path}.${this.key}`;
      this.open.push({ isArray: byte === OPEN_ARRAY, path, rejected: this.open.length > MAX_DEPTH || above?.isArray === true });
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      this.open.pop();
    }
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.length <= this.longest) {
      this.parts.push(part);
    } else {
      this.parts = [];
    }
  }

  private settle(): void {
    const record = this.length > this.longest ? null : Buffer.concat(this.parts);
    [this.parts, this.length] = [[], 0];
    const list = this.open.at(-1);
    if (list === undefined || list.rejected || (this.chosen !== null && list.path !== this.chosen)) {
      return;
    }
    if (this.chosen === null) {
      list.rejected = record === null || !isElement(parsed(record), this.test);
      this.chosen = list.rejected ? null : list.path;
    }
    if (!list.rejected) {
      this.takeElement(record);
    }
  }

  private takeElement(element: Buffer | null): void {
    const grouped = element === null || this.test.grouped.length === 0 ? [] : groupedRecords(parsed(element), this.test);
    if (grouped.length === 0) {
      this.take(element);
    }
    grouped.forEach((record) => this.take(Buffer.from(JSON.stringify(record))));
  }
}

export function parsed(json: Buffer | string): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    return undefined;
  }
}
