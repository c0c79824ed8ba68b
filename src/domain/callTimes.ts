export const CALL_TIMES = ['start', 'answer', 'end'] as const;
/** Which of a call's times places it in time. */
export type CallTime = (typeof CALL_TIMES)[number];
