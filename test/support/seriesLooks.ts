/** What distinguishes series that are split, in the JSON of a field: its color, and how its line is drawn. */
export const SERIES_LOOKS = /,?"(?:color|custom)":\{(?:[^{}]|\{[^{}]*\})*\}/g;
