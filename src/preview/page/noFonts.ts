/** In place of the fonts of @grafana/ui, which only Grafana's server has: the page uses the system's. */
export const getFontStyles = (): null => null;
