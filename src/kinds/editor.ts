import type { ComponentType } from 'react';
import type { EditedQuery } from '../editor/fields/editedQuery';
import type { KindFieldProps } from '../editor/fields/fieldProps';
import { message } from '../editor/locale/translate';

/** What people want to know, in the order in which they ask; the menu of query kinds is grouped by it. */
export const QUESTIONS = [
  message('How did calls end?'),
  message('Is that good enough?'),
  message('What changed, and why?'),
  message('Which calls, and when?'),
] as const;
export type Question = (typeof QUESTIONS)[number];

/** How the query editor presents a query kind. */
export interface KindEditor {
  readonly title: string;
  /** One line for the menu of kinds. */
  readonly help: string;
  readonly question: Question;
  /** The panels that show the answer of a query well, the best first, by the names that Grafana has for them. */
  readonly panels: (query: EditedQuery) => readonly string[];
  /** What a query asks for, in words; what all kinds share, such as filters, is added to it. */
  readonly summary: (query: EditedQuery) => string;
  /** The kind's fields below results and filters; null where there are none. */
  readonly Fields: ComponentType<KindFieldProps> | null;
}
