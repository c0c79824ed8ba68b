import type { TimeRange } from '../question';

/** Versions that are remembered: those of some minutes, where a file grows all the time. */
const MAX_VERSIONS = 200;

interface Step {
  readonly version: string;
  /** What the records are like that is not about any time; if it changes, all answers may. */
  readonly shape: string;
  /** Where calls have changed since the version before. */
  readonly changes: readonly TimeRange[];
}

/** Where calls changed from one version of the records to the next. */
export class VersionChanges {
  private steps: readonly Step[] = [];

  add(version: string, shape: string, changes: readonly TimeRange[]): void {
    this.steps = [...this.steps, { version, shape, changes }].slice(-MAX_VERSIONS);
  }

  /** Null where it is not known, or may be anywhere. */
  between(from: string, to: string): readonly TimeRange[] | null {
    const [first, last] = [from, to].map((version) => this.steps.findLastIndex((step) => step.version === version));
    if (first === undefined || last === undefined || first < 0 || last < first) {
      return null;
    }
    const after = this.steps.slice(first + 1, last + 1);
    return after.every(({ shape }) => shape === this.steps[first]?.shape) ? after.flatMap(({ changes }) => changes) : null;
  }
}
