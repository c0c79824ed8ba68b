import type { SeenDates } from '../sql/records/dateOrders';
import type { SeenTimes } from '../sql/records/lookAtTimes';
import { type Separator, TIME_FORMS } from '../sql/records/timeForms';

/** What values of columns told, as plain data: forms by their place among all. */
export type PlainSeenTimes = readonly {
  readonly column: string;
  readonly forms: readonly number[];
  readonly dates: readonly (readonly [Separator, SeenDates])[];
}[];

export function plainTimes(times: SeenTimes): PlainSeenTimes {
  return [...times].map(([column, { forms, dates }]) => ({
    column,
    forms: [...forms].map((form) => TIME_FORMS.indexOf(form)),
    dates: [...dates],
  }));
}

export function seenTimesOf(plain: PlainSeenTimes): SeenTimes {
  return new Map(
    plain.map(({ column, forms, dates }) => [
      column,
      { forms: new Set(forms.flatMap((place) => TIME_FORMS[place] ?? [])), dates: new Map(dates) },
    ])
  );
}
