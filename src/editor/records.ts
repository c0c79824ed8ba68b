import type { DataSourceWithBackend } from '@grafana/runtime';

/** A value of a dimension and how many calls have it. */
export interface ValueCount {
  readonly value: string;
  readonly calls: number;
}

export interface CodeOption {
  readonly code: number;
  readonly reason: string | null;
}

/** Which calls are looked at. */
export interface Looked {
  /** Filters as a query has them, in JSON. */
  readonly filters?: string;
  /** Epoch milliseconds. Absent: all records. */
  readonly from?: number;
  readonly to?: number;
}

export interface ValuesRequest extends Looked {
  readonly dimension: string;
  /** Only values that contain this text. */
  readonly search?: string;
  readonly limit?: number;
  /** Absent: the most frequent first. */
  readonly order?: 'newest';
}

/** What the records offer, asked of the backend; the editors know nothing of how. */
export interface Records {
  dimensions(): Promise<readonly string[]>;
  /** Final status codes that occur, the most frequent first. */
  codes(looked: Looked): Promise<readonly CodeOption[]>;
  values(request: ValuesRequest): Promise<{ readonly values: readonly ValueCount[]; readonly more: boolean }>;
}

type Resources = Pick<DataSourceWithBackend, 'getResource'>;

export class RecordsResource implements Records {
  constructor(private readonly resources: Resources) {}

  async dimensions(): Promise<readonly string[]> {
    const { dimensions } = await this.resources.getResource<{ dimensions: string[] }>('dimensions');
    return dimensions;
  }

  async codes(looked: Looked): Promise<readonly CodeOption[]> {
    const { codes } = await this.resources.getResource<{ codes: CodeOption[] }>('codes', looked);
    return codes;
  }

  async values(request: ValuesRequest): Promise<{ values: ValueCount[]; more: boolean }> {
    const { values, more } = await this.resources.getResource<{ values: ValueCount[]; more: boolean }>('values', request);
    return { values: together(values), more };
  }
}

/** Values that look the same, their digits hidden, are one to choose; it stands where the first of them stood. */
function together(values: readonly ValueCount[]): ValueCount[] {
  const calls = new Map<string, number>();
  values.forEach((one) => calls.set(one.value, (calls.get(one.value) ?? 0) + one.calls));
  return [...calls].map(([value, count]) => ({ value, calls: count }));
}
