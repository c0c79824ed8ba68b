import type { DataSourceWithBackend } from '@grafana/runtime';

/** A value of a dimension and how many calls have it. */
export interface ValueCount {
  readonly value: string;
  readonly calls: number;
}

export interface ValuesRequest {
  readonly dimension: string;
  /** Only values that contain this text. */
  readonly search?: string;
  readonly limit?: number;
  /** Epoch milliseconds. Absent: all records. */
  readonly from?: number;
  readonly to?: number;
}

/** What the records offer, asked of the backend; the editors know nothing of how. */
export interface Records {
  dimensions(): Promise<readonly string[]>;
  values(request: ValuesRequest): Promise<{ readonly values: readonly ValueCount[]; readonly more: boolean }>;
}

type Resources = Pick<DataSourceWithBackend, 'getResource'>;

export class RecordsResource implements Records {
  constructor(private readonly resources: Resources) {}

  async dimensions(): Promise<readonly string[]> {
    const { dimensions } = await this.resources.getResource<{ dimensions: string[] }>('dimensions');
    return dimensions;
  }

  values(request: ValuesRequest): Promise<{ values: ValueCount[]; more: boolean }> {
    return this.resources.getResource('values', request);
  }
}
