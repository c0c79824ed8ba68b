import { type Timing, TIMING_FACTS } from '../../../domain/timings';
import type { ShownResults } from '../../analysis/shownResults';
import { totalCalls } from '../../analysis/totalCalls';
import { timingCells, type TimingCells, type TimingShape } from '../../analysis/timingValues';
import type { HistogramQuestion } from '../../stores/store';
import type { Inquiry } from './source';

interface CountedTimings {
  readonly cells: ReadonlyMap<Timing, TimingCells>;
  /** Calls that tell each timing. */
  readonly told: ReadonlyMap<Timing, number>;
  /** Whether any call is in none of the split's groups. */
  readonly others: boolean;
}

/** Asks the store for each timing of the shown results; only answered calls where the timing is one of theirs. */
export async function askTimings(
  timings: readonly Timing[],
  scope: Pick<HistogramQuestion, 'range' | 'filters' | 'grid' | 'split'>,
  shown: ShownResults,
  shape: TimingShape,
  inquiry: Inquiry
): Promise<CountedTimings> {
  const { rules } = inquiry.source;
  const only = shown.all ? null : { rules, results: shown.results };
  const cells = new Map<Timing, TimingCells>();
  const told = new Map<Timing, number>();
  let others = false;
  for (const timing of timings) {
    const answered = TIMING_FACTS[timing].answeredOnly ? rules : null;
    const answer = await inquiry.ask({ kind: 'histogram', timing, ...scope, only, answered, byCode: shape.results !== null });
    others ||= answer.group?.includes(-1) ?? false;
    told.set(timing, totalCalls(answer));
    cells.set(timing, timingCells(answer, rules, shape));
  }
  return { cells, told, others };
}
