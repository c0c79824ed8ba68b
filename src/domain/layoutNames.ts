export const LAYOUT_NAMES = ['calls', 'kamailio', 'opensips', 'asterisk', 'freeswitch', 'voipmonitor', 'homer', 'custom'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

export const CALL_TIMES = ['start', 'answer', 'end'] as const;
/** Which of a call's times places it in time. */
export type CallTime = (typeof CALL_TIMES)[number];
