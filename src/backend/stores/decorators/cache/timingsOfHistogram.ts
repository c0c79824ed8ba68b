import type { HistogramAnswer, TimingAnswer } from '../../answer';
import type { TimingQuestion } from '../../question';
import { ownFacts } from './part';

/** The numbers of a timing out of how many calls took how many milliseconds, by bucket and group. */
export function timingsOfHistogram(answer: HistogramAnswer, { percents, below: limit, split }: TimingQuestion): TimingAnswer {
  const { bucket, group, milliseconds, calls: ofRow, statements, keptSince } = answer;
  const known = new Map<string, number>();
  const [buckets, groups]: [number[], number[]] = [[], []];
  const cells = Uint32Array.from(ofRow).map((_calls, row) => {
    const [at, of] = [bucket?.[row] ?? 0, group?.[row] ?? -1];
    const key = `${at} ${of}`;
    const cell = known.get(key) ?? known.size;
    if (cell === known.size) {
      known.set(key, cell);
      buckets.push(at);
      groups.push(of);
    }
    return cell;
  });
  const column = () => new Float64Array(known.size);
  const [calls, upto, total, longest, below] = [column(), column(), column(), column(), column()];
  cells.forEach((cell, row) => {
    calls[cell] = (calls[cell] ?? 0) + (ofRow[row] ?? 0);
  });
  const ranks = percents.map(() => column().fill(NaN));
  // Rows come in the order of their milliseconds.
  cells.forEach((cell, row) => {
    const [count, ms, before] = [ofRow[row] ?? 0, milliseconds[row] ?? NaN, upto[cell] ?? 0];
    upto[cell] = before + count;
    total[cell] = (total[cell] ?? 0) + ms * count;
    longest[cell] = ms;
    below[cell] = (below[cell] ?? 0) + (ms < limit ? count : 0);
    percents.forEach((percent, index) => {
      const rank = Math.ceil((percent * (calls[cell] ?? 0)) / 100);
      const ofPercent = ranks[index];
      if (ofPercent !== undefined && before < rank && rank <= before + count) {
        ofPercent[cell] = ms;
      }
    });
  });
  return {
    kind: 'timing',
    ...ownFacts(answer),
    ...(statements === undefined ? {} : { statements }),
    ...(keptSince === undefined ? {} : { keptSince }),
    bucket: Float64Array.from(buckets),
    result: null,
    group: split === null ? null : Int32Array.from(groups),
    calls,
    total,
    longest,
    below,
    ranks,
  };
}
