import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { openStore } from '../../src/backend/stores/open';
import type { CallRecord, CountsAnswer } from '../../src/backend/stores/answer';
import type { ExtentAnswer } from '../../src/backend/stores/catalogueAnswer';
import type { TimeRange, CallFilter } from '../../src/backend/stores/question';
import type { Store } from '../../src/backend/stores/store';
import type { RecordText } from '../../src/domain/recordText';
import type { CallResult } from '../../src/domain/results';
import { compileRules, type RuleTable } from '../../src/domain/rules';
import { unmasked } from '../../src/domain/unmasked';
import { parseSettings } from '../../src/domain/settings';

export const KAMAILIO = path.resolve(__dirname, '../records/kamailio');

/** The signal of someone who never leaves. */
export const PATIENT = new AbortController().signal;

export const STORE_ENVIRONMENT = { memoryLimitMb: 512, threads: 2, longestQueryMs: 60_000 };
/** Files need no account. */
export const NO_ACCOUNT = { url: '', user: '', database: '', secureJsonData: {} };
const DEFAULT_RULES = compileRules();

/** A records folder of its own for one test file, and the stores opened on it. */
export class RecordsFolder {
  readonly root: string = realpathSync(mkdtempSync(path.join(tmpdir(), 'records-')));
  private readonly stores: Store[] = [];
  private cases = 0;

  /** A fresh folder inside with these files; `.gz` files are packed. Gives its path relative to the records folder. */
  put(files: Readonly<Record<string, string | Buffer>>): string {
    const folder = `case${++this.cases}`;
    mkdirSync(path.join(this.root, folder));
    for (const [name, content] of Object.entries(files)) {
      this.write(`${folder}/${name}`, content);
    }
    return folder;
  }

  write(name: string, content: string | Buffer): void {
    mkdirSync(path.dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content);
  }

  at(name: string): string {
    return path.join(this.root, name);
  }

  /** Opens a store whose settings are the given ones; it is closed with the folder. */
  async open(settings: Readonly<Record<string, unknown>>): Promise<OpenRecords> {
    return this.openIn(this.root, settings);
  }

  async openIn(recordsDir: string, settings: Readonly<Record<string, unknown>>): Promise<OpenRecords> {
    const parsed = parseSettings({ version: 1, engine: 'files', ...settings });
    const store = await openStore(parsed.settings, NO_ACCOUNT, { ...STORE_ENVIRONMENT, recordsDir });
    this.stores.push(store);
    return new OpenRecords(store, parsed.rules);
  }

  async remove(): Promise<void> {
    await Promise.all(this.stores.map((store) => store.close()));
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface CountScope {
  readonly range?: TimeRange | null;
  readonly filters?: readonly CallFilter[];
}

/** A call whose texts tests may read. */
export interface ReadCall extends Omit<CallRecord, 'word' | 'callId' | 'dimensions'> {
  readonly word: string | null;
  readonly callId: string | null;
  readonly dimensions: readonly string[];
}

/** A store with the questions that tests ask most. */
export class OpenRecords {
  constructor(
    readonly store: Store,
    readonly rules: RuleTable = DEFAULT_RULES
  ) {}

  counts({ range = null, filters = [] }: CountScope = {}): Promise<CountsAnswer> {
    return this.store.ask({ kind: 'counts', range, filters, grid: null, split: null }, PATIENT);
  }

  /** Calls per code, or per word where the record has no code; `none` where it has neither. */
  async codes(scope: CountScope = {}): Promise<Record<string, number>> {
    return codesOf(await this.counts(scope));
  }

  /** Calls per result; results without calls are left out. */
  async results(scope: CountScope = {}): Promise<Partial<Record<CallResult, number>>> {
    const answer = await this.counts(scope);
    const sums: Partial<Record<CallResult, number>> = {};
    answer.calls.forEach((calls, row) => {
      const result = this.rules.classify(codeAt(answer, row), wordAt(answer, row), answer.rule?.[row]);
      sums[result] = (sums[result] ?? 0) + calls;
    });
    return sums;
  }

  extent(): Promise<ExtentAnswer> {
    return this.store.ask({ kind: 'extent' }, PATIENT);
  }

  /** All calls, the oldest first. */
  async calls(dimensions: readonly string[] = []): Promise<ReadCall[]> {
    const { records } = await this.store.ask(
      { kind: 'records', range: null, filters: [], dimensions, limit: 1_000_000, order: 'time', only: null, after: null },
      PATIENT
    );
    const textOf = (text: RecordText | null) => (text === null ? null : unmasked(text));
    return records
      .map((record) => ({
        ...record,
        word: textOf(record.word),
        callId: textOf(record.callId),
        dimensions: record.dimensions.map(unmasked),
      }))
      .reverse();
  }

  /** Values of one dimension with their calls. */
  async values(dimension: string): Promise<Record<string, number>> {
    const answer = await this.store.ask(
      { kind: 'values', dimensions: [dimension], range: null, filters: [], only: null, search: '', limit: 1_000 },
      PATIENT
    );
    return Object.fromEntries(answer.values.map(([value = ''], row) => [value, answer.calls[row] ?? 0]));
  }
}

export function codesOf(answer: CountsAnswer): Record<string, number> {
  const sums: Record<string, number> = {};
  answer.calls.forEach((calls, row) => {
    const key = codeAt(answer, row) ?? wordAt(answer, row) ?? 'none';
    sums[key] = (sums[key] ?? 0) + calls;
  });
  return sums;
}

function codeAt(answer: CountsAnswer, row: number): number | null {
  const code = answer.code[row] ?? -1;
  return code < 0 ? null : code;
}

function wordAt(answer: CountsAnswer, row: number): string | null {
  const word = answer.word[row] ?? -1;
  return word < 0 ? null : unmasked(answer.words[word] ?? '');
}

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, calls) => sum + calls, 0);
}

/** The message and kind of the error that a promise ends with; an error of the test if it ends well. */
export async function failureOf(promise: Promise<unknown>): Promise<{ kind: unknown; message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) {
      return { kind: Reflect.get(error, 'kind'), message: error.message };
    }
    throw error;
  }
  throw new Error('expected a failure, but it succeeded');
}

const WAIT_FOR_A_LOOK_MS = 1_100;

/** Waits until a store looks at its files again. */
export function untilLookedAgain(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WAIT_FOR_A_LOOK_MS));
}
