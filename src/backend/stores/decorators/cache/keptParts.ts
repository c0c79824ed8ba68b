import { LRUCache } from 'lru-cache';

export interface CacheMetrics {
  /** Units of time whose calls were kept, were not, and were kept but asked again. */
  cacheRead(units: { readonly hits: number; readonly misses: number; readonly rechecks: number }): void;
  cacheHolds(bytes: number): void;
}

/** Something that is kept as long as there is room for it. */
export interface Kept {
  readonly id: number;
  readonly bytes: number;
}

/** Where what is kept is found. */
export interface KeptOwner<K extends Kept> {
  forget(kept: K): void;
}

/**
 * The memory that all data sources of a process share: bounded by bytes, what was used least recently goes first.
 */
export class KeptParts {
  private readonly owners: LRUCache<number, { readonly bytes: number; readonly forget: () => void }> | null;
  private lastId = 0;

  constructor(
    maxBytes: number,
    readonly metrics: CacheMetrics
  ) {
    this.owners =
      maxBytes === 0
        ? null
        : new LRUCache({
            maxSize: maxBytes,
            sizeCalculation: ({ bytes }) => bytes,
            // Who forgets something may remove more.
            disposeAfter: ({ forget }) => forget(),
          });
  }

  /** False if nothing is to be kept. */
  get isOn(): boolean {
    return this.owners !== null;
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** False if it is larger than all memory there is. */
  add<K extends Kept>(kept: K, owner: KeptOwner<K>): boolean {
    this.owners?.set(kept.id, { bytes: kept.bytes, forget: () => owner.forget(kept) });
    this.tellBytes();
    return this.owners?.has(kept.id) ?? false;
  }

  used({ id }: Kept): void {
    this.owners?.get(id);
  }

  remove({ id }: Kept): void {
    this.owners?.delete(id);
    this.tellBytes();
  }

  private tellBytes(): void {
    this.metrics.cacheHolds(this.owners?.calculatedSize ?? 0);
  }
}
