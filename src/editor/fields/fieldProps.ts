import type { TimeRange } from '@grafana/data';
import type { Records } from '../records';
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

/** What the fields of a query kind get. */
export interface KindFieldProps extends FieldProps, WithVariables {
  /** The dimensions of the records. */
  readonly dimensions: readonly string[];
  readonly records: Records;
  readonly range: TimeRange | undefined;
  /** Whose time zone is used where a query names none. */
  readonly zoneOwner: 'dashboard' | 'data source';
}
