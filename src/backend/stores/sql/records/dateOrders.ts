import type { Separator } from './timeForms';

export const FIRSTS = ['day', 'month'] as const;
export type First = (typeof FIRSTS)[number];

/** Of each order, a date that can only be read with it. */
export type DecidedOrders = Partial<Record<First, string>>;

/** What the dates of a column tell of their order. */
export interface SeenDates {
  readonly decided: DecidedOrders;
  /** A date that can be read as two days. */
  readonly ambiguous: string | null;
}

/** What the other files of a table tell, and where is kept what this one does. */
export interface NeighborDates {
  of(column: string, separator: Separator): DecidedOrders;
  note(column: string, separator: Separator, dates: SeenDates): void;
}
