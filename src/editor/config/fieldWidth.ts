/** Of the fields that stand below each other. */
export const FIELD_WIDTH = 50;
