import { codeAdvice } from '../../domain/codeAdvice';
import { MISSING_VALUE } from '../../domain/filters';
import { reasonPhrase } from '../../domain/reasonPhrases';
import { RESULT_ADVICE, type Advice } from '../../domain/resultAdvice';
import type { CallResult } from '../../domain/results';
import { callsOfResult } from '../../backend/queries/after/tables/drilldown';
import { callsOfRow } from '../../backend/queries/after/tables/rowCalls';
import type { NumberColumn, Quantity, TableBody } from '../../backend/queries/after/tables/table';
import type { Diagnosis } from './diagnose';
import type { WorseSince } from './since';
import { identifierText } from '../../backend/queries/after/tables/identifierText';

/** One line of the table: what got worse, the result as a whole, one of its codes, or a value that stands out. */
interface Finding {
  readonly result: CallResult;
  readonly aspect: 'worse' | 'result' | 'code' | 'dimension';
  readonly name: string;
  readonly value: string;
  /** Whether its calls can be asked for by this value. */
  readonly isFilter: boolean;
  readonly reason: string | null;
  readonly calls: number;
  readonly share: number;
  readonly lift: number | null;
  readonly advice: Advice | null;
  /** Against the usual; null in lines of what is merely largest. */
  readonly worse: WorseSince | null;
}

export function triageTable(worse: readonly WorseSince[], diagnoses: readonly Diagnosis[]): TableBody {
  const rows = [
    ...worse.map(worseLine),
    ...diagnoses.flatMap((diagnosis) => [whole(diagnosis), ...codesOf(diagnosis), ...placesOf(diagnosis)]),
  ];
  const compared = (name: string, quantity: Quantity, valueOf: (one: WorseSince) => number): NumberColumn => ({
    type: 'number',
    name,
    quantity,
    values: Float64Array.from(rows, ({ worse: one }) => (one === null ? NaN : valueOf(one))),
  });
  return {
    name: 'Triage',
    type: 'table',
    visualization: 'table',
    columns: [
      { type: 'text', holds: 'results', name: 'result', values: rows.map(({ result }) => result), drilldown: callsOfResult('result') },
      { type: 'text', holds: 'text', name: 'aspect', longest: 'dimension'.length, values: rows.map(({ aspect }) => aspect) },
      { type: 'text', holds: 'text', name: 'name', values: rows.map(({ name }) => name) },
      { type: 'text', holds: 'text', name: 'value', values: rows.map(({ value }) => value) },
      { type: 'text', holds: 'optional text', name: 'reason', values: rows.map(({ reason }) => reason) },
      { type: 'number', name: 'calls', quantity: { of: 'calls' }, values: Float64Array.from(rows, ({ calls }) => calls) },
      { type: 'number', name: 'share', quantity: { of: 'share' }, values: Float64Array.from(rows, ({ share }) => share) },
      { type: 'number', name: 'lift', quantity: { of: 'factor' }, values: Float64Array.from(rows, ({ lift }) => lift ?? NaN) },
      { type: 'text', holds: 'optional text', name: 'usually means', prose: true, values: rows.map(({ advice }) => advice?.means ?? null) },
      { type: 'text', holds: 'optional text', name: 'check first', prose: true, values: rows.map(({ advice }) => advice?.check ?? null) },
      compared('answered share', { of: 'share' }, ({ answered }) => answered),
      compared('usual answered share', { of: 'share' }, ({ usual }) => usual),
      compared('change', { of: 'points' }, ({ answered, usual }) => 100 * (answered - usual)),
      compared('adjusted p', { of: 'probability' }, ({ p }) => p),
      compared('compared from', { of: 'moment' }, ({ window }) => window.range.from),
      compared('compared to', { of: 'moment' }, ({ window }) => window.range.to),
      compared('since', { of: 'moment' }, ({ period }) => period?.since ?? NaN),
      compared('until', { of: 'moment' }, ({ period }) => period?.until ?? NaN),
      callsOfRow(
        rows.map(({ isFilter }) => isFilter),
        { results: 'result', dimension: 'name', value: 'value' }
      ),
    ],
  };
}

/** How a value is called towards the reader. */
export function valueName(value: string): string {
  return value === MISSING_VALUE ? '(none)' : value;
}

/** Of the result that calls end with instead; its share is of the calls of the place. */
function worseLine(worse: WorseSince): Finding {
  const { place, instead } = worse;
  return {
    result: instead.result,
    aspect: 'worse',
    name: place?.dimension ?? 'all calls',
    value: place === null ? 'all calls' : valueName(place.value),
    isFilter: place !== null && !place.isHidden && place.value !== MISSING_VALUE,
    reason: null,
    calls: instead.calls,
    share: instead.share,
    lift: null,
    advice: RESULT_ADVICE[instead.result],
    worse,
  };
}

/** Its share is of all calls. */
function whole({ result, calls, of }: Diagnosis): Finding {
  return {
    result,
    aspect: 'result',
    name: 'result',
    value: result,
    isFilter: false,
    reason: null,
    calls,
    share: calls / of,
    lift: null,
    advice: RESULT_ADVICE[result],
    worse: null,
  };
}

/** Their shares are of the result's calls. */
function codesOf({ result, calls: all, codes }: Diagnosis): Finding[] {
  return codes.map(({ code, word, calls }) => ({
    result,
    aspect: 'code',
    name: 'code',
    value: word === null ? String(code ?? 'none') : identifierText(word),
    isFilter: false,
    reason: code === null ? null : (reasonPhrase(code)?.phrase ?? null),
    calls,
    share: calls / all,
    lift: null,
    advice: code === null ? null : codeAdvice(code),
    worse: null,
  }));
}

/** Their shares are of the calls with the value: how frequent the result is there. */
function placesOf({ result, outliers }: Diagnosis): Finding[] {
  return outliers.map(({ dimension, value, isHidden, calls, of, lift }) => ({
    result,
    aspect: 'dimension',
    name: dimension,
    value: valueName(value),
    isFilter: !isHidden && value !== MISSING_VALUE,
    reason: null,
    calls,
    share: calls / of,
    lift,
    advice: null,
    worse: null,
  }));
}
