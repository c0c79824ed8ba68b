import type { LayoutName } from '../../domain/layoutNames';
import { callsLayout } from './calls';
import { kamailioLayout } from './kamailio';
import type { Layout } from './layout';

/** Every layout there is; a new one is a file and a line here. */
export const LAYOUTS: Readonly<Record<LayoutName, Layout>> = {
  calls: callsLayout,
  kamailio: kamailioLayout,
};
