/** Of the fields that stand below each other. */
export const FIELD_WIDTH = 50;
/** Of the fields that everybody has to fill in, three beside each other in a window of 1366 pixels. */
export const ESSENTIAL_WIDTH = 42;
