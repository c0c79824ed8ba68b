export const CALL_UNITS = ['calls', 'attempts'] as const;
/**
 * What is counted. `calls`: what a person counts, the records of one call merged. `attempts`: every single attempt to
 * reach somebody, where the records hold them.
 */
export type CallUnit = (typeof CALL_UNITS)[number];
