import { LRUCache } from 'lru-cache';
import type { Part, PartOrigin } from './part';

export interface CacheMetrics {
  /** Units of time whose calls were kept, were not, and were kept but asked again. */
  cacheRead(units: { readonly hits: number; readonly misses: number; readonly rechecks: number }): void;
  cacheHolds(bytes: number): void;
}

/** Where the parts of one template are found. */
export interface PartOwner {
  forget(part: Part): void;
}

/**
 * The memory that all data sources of a process share: bounded by bytes, the part that was used least recently goes first.
 */
export class KeptParts {
  private readonly owners: LRUCache<number, { readonly part: Part; readonly owner: PartOwner }> | null;
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
            sizeCalculation: ({ part }) => part.bytes,
            dispose: ({ part, owner }) => owner.forget(part),
          });
  }

  /** False if nothing is to be kept. */
  get isOn(): boolean {
    return this.owners !== null;
  }

  nextId(): PartOrigin['id'] {
    return ++this.lastId;
  }

  /** False if the part is larger than all memory there is. */
  add(part: Part, owner: PartOwner): boolean {
    this.owners?.set(part.id, { part, owner });
    this.tellBytes();
    return this.owners?.has(part.id) ?? false;
  }

  used(part: Part): void {
    this.owners?.get(part.id);
  }

  remove(part: Part): void {
    this.owners?.delete(part.id);
    this.tellBytes();
  }

  private tellBytes(): void {
    this.metrics.cacheHolds(this.owners?.calculatedSize ?? 0);
  }
}
