import type { changed, EditedQuery } from './editedQuery';

/** What each field of the query editor gets: the query, and how to change it. */
export interface FieldProps {
  readonly query: EditedQuery;
  readonly change: (change: Parameters<typeof changed>[1]) => void;
}

/** Texts that may be chosen besides what the records offer, such as `$trunk`. */
export interface WithVariables {
  readonly variables: readonly string[];
}
