/** A code that SIP stacks send although no document defines it. */
const UNREGISTERED = 'not registered';

/** Reason phrases by the document that defines them, as IANA's registry of SIP response codes lists them. */
const PHRASES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'RFC 3261': {
    100: 'Trying',
    180: 'Ringing',
    181: 'Call Is Being Forwarded',
    182: 'Queued',
    183: 'Session Progress',
    200: 'OK',
    300: 'Multiple Choices',
    301: 'Moved Permanently',
    302: 'Moved Temporarily',
    305: 'Use Proxy',
    380: 'Alternative Service',
    400: 'Bad Request',
    401: 'Unauthorized',
    402: 'Payment Required',
    403: 'Forbidden',
    404: 'Not Found',
    405: 'Method Not Allowed',
    406: 'Not Acceptable',
    407: 'Proxy Authentication Required',
    408: 'Request Timeout',
    410: 'Gone',
    413: 'Request Entity Too Large',
    414: 'Request-URI Too Long',
    415: 'Unsupported Media Type',
    416: 'Unsupported URI Scheme',
    420: 'Bad Extension',
    421: 'Extension Required',
    423: 'Interval Too Brief',
    480: 'Temporarily Unavailable',
    481: 'Call/Transaction Does Not Exist',
    482: 'Loop Detected',
    483: 'Too Many Hops',
    484: 'Address Incomplete',
    485: 'Ambiguous',
    486: 'Busy Here',
    487: 'Request Terminated',
    488: 'Not Acceptable Here',
    491: 'Request Pending',
    493: 'Undecipherable',
    500: 'Server Internal Error',
    501: 'Not Implemented',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Server Time-out',
    505: 'Version Not Supported',
    513: 'Message Too Large',
    600: 'Busy Everywhere',
    603: 'Decline',
    604: 'Does Not Exist Anywhere',
    606: 'Not Acceptable',
  },
  'RFC 3312': { 580: 'Precondition Failure' },
  'RFC 3329': { 494: 'Security Agreement Required' },
  'RFC 3515': { 202: 'Accepted' },
  'RFC 3892': { 429: 'Provide Referrer Identity' },
  'RFC 3903': { 412: 'Conditional Request Failed' },
  'RFC 4028': { 422: 'Session Interval Too Small' },
  'RFC 4412': { 417: 'Unknown Resource-Priority' },
  'RFC 5079': { 433: 'Anonymity Disallowed' },
  'RFC 5360': { 470: 'Consent Needed' },
  'RFC 5393': { 440: 'Max-Breadth Exceeded' },
  'RFC 5626': { 430: 'Flow Failed', 439: 'First Hop Lacks Outbound Support' },
  'RFC 5839': { 204: 'No Notification' },
  'RFC 6086': { 469: 'Bad Info Package' },
  'RFC 6228': { 199: 'Early Dialog Terminated' },
  'RFC 6442': { 424: 'Bad Location Information' },
  'RFC 6665': { 489: 'Bad Event' },
  'RFC 8197': { 607: 'Unwanted' },
  'RFC 8224': {
    428: 'Use Identity Header',
    436: 'Bad Identity Info',
    437: 'Unsupported Credential',
    438: 'Invalid Identity Header',
  },
  'RFC 8599': { 555: 'Push Notification Service Not Supported' },
  'RFC 8688': { 608: 'Rejected' },
  'RFC 8876': { 425: 'Bad Alert Message' },
  [UNREGISTERED]: { 687: 'Dialog Terminated' },
};

export interface ReasonPhrase {
  readonly phrase: string;
  /** The document that defines the code, such as `RFC 3261`; `not registered` for what stacks send without one. */
  readonly source: string;
}

const BY_CODE: ReadonlyMap<number, ReasonPhrase> = new Map(
  Object.entries(PHRASES).flatMap(([source, phrases]) =>
    Object.entries(phrases).map(([code, phrase]): [number, ReasonPhrase] => [Number(code), { phrase, source }])
  )
);

/** What a SIP status code says in words; null for codes without a known phrase. */
export function reasonPhrase(code: number): ReasonPhrase | null {
  return BY_CODE.get(code) ?? null;
}
