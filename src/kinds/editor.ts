import type { ComponentType } from 'react';
import type { KindFieldProps } from '../editor/fields/fieldProps';

/** How the query editor presents a query kind. */
export interface KindEditor {
  readonly title: string;
  /** One line for the menu of kinds. */
  readonly help: string;
  /** The kind's fields below results and filters; null where there are none. */
  readonly Fields: ComponentType<KindFieldProps> | null;
}
