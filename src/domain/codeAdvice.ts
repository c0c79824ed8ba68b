import type { Advice } from './resultAdvice';

/** Well-known final status codes; meanings after RFC 3261 §21 and the RFC named beside the code. */
const ADVICE: Readonly<Record<number, Advice>> = {
  400: {
    means: 'The request cannot be read.',
    check: 'A trace of one call: headers or bodies that a border controller or a new release has changed.',
  },
  401: {
    means: 'A registrar or server asks for credentials and gets none that fit.',
    check: 'User name, password and realm of the trunk; whether the clock or the address has changed.',
  },
  402: { means: 'The account may not spend more.', check: 'Balance and credit limit with the carrier.' },
  403: {
    means: 'The server understands and refuses.',
    check: 'Allowed source addresses, caller number format, barred destinations, fraud rules.',
  },
  404: {
    means: 'The number does not exist there.',
    check: 'Number format and prefixes (+, 00, national), the dial plan, ported or wrongly routed numbers.',
  },
  405: { means: 'The method is not allowed there.', check: 'Whether calls go to a server of another purpose.' },
  407: {
    means: 'A proxy asks for credentials and gets none that fit.',
    check: 'Credentials and realm of the trunk; whether the caller answers the challenge at all.',
  },
  408: { means: 'Nobody responded in time.', check: 'Reachability of the next hop: network, firewall, DNS, health of the server.' },
  410: { means: 'The number is no longer in use.', check: 'How old the list of numbers is.' },
  415: {
    means: 'The body of the request has a type that the other side does not take.',
    check: 'What was added to INVITE: multipart bodies, encrypted media.',
  },
  420: { means: 'An extension is required that the other side does not know.', check: 'The Require header: 100rel, timer, replaces.' },
  422: { means: 'The session timer asked for is too short (RFC 4028).', check: 'Session-Expires and Min-SE of both sides.' },
  429: { means: 'The referrer has to identify itself (RFC 3892).', check: 'Transfers through this trunk.' },
  433: { means: 'Anonymous calls are refused (RFC 5079).', check: 'Whether caller numbers are suppressed, and who requests it.' },
  480: {
    means: 'The called side is not registered, does not want to be disturbed, or nobody answered.',
    check: 'Registrations; the time to the response: after 20 seconds and more it rang.',
  },
  481: { means: 'The dialog is not known.', check: 'Restarts and failover of servers that keep no state.' },
  482: { means: 'The request came round again.', check: 'Routing between servers that send to each other.' },
  483: { means: 'The request took too many hops.', check: 'Loops in routing, forwarding to each other.' },
  484: { means: 'The number is too short.', check: 'Overlap dialling, cut prefixes, the dial plan.' },
  486: {
    means: 'The called party, or its last channel, is in a call.',
    check: 'Channels and licenses of the called side; numbers dialled again and again.',
  },
  487: { means: 'The caller cancelled while it rang or before.', check: 'Ring time and post-dial delay; timers of diallers.' },
  488: {
    means: 'The two sides have no codec or no kind of media in common.',
    check: 'Offered and allowed codecs, encryption (SRTP) on one side only, media addresses.',
  },
  491: { means: 'Two changes of the session met.', check: 'Re-INVITEs of both sides, session timers.' },
  500: { means: 'A server failed.', check: "The server's log at that time, its last change, its database." },
  501: { means: 'The server does not know the method.', check: 'Whether calls go to a server of another purpose.' },
  502: {
    means: 'A gateway got a broken answer from the network behind it.',
    check: 'The state of the gateway and of the carrier behind it.',
  },
  503: {
    means: 'A server or trunk is overloaded, in maintenance or has no channel free.',
    check: 'Trunk state, concurrent calls and calls per second against the limit, Retry-After.',
  },
  504: {
    means: 'A server behind the proxy did not respond in time.',
    check: 'The hop behind the one that answered, DNS, databases of number portability.',
  },
  580: {
    means: 'The resources that were required cannot be reserved (RFC 3312).',
    check: 'Quality-of-service preconditions on both sides.',
  },
  600: {
    means: 'All places where the called party could be reached are busy.',
    check: 'Channels and agents of the called side as a whole.',
  },
  603: {
    means: 'The called party, or a rule acting for it, declines.',
    check: 'Do-not-disturb, block lists, analytics of the carrier that take the calls for unwanted.',
  },
  604: { means: 'The number exists nowhere.', check: 'Number format and prefixes, how old the list of numbers is.' },
  606: { means: 'The called party would speak, but not like this.', check: 'Codecs, bandwidth and encryption offered.' },
  607: { means: 'The called party marked the call as unwanted (RFC 8197).', check: 'Reputation of the caller numbers, campaigns.' },
  608: {
    means: "An intermediary's analytics rejected the call (RFC 8688).",
    check: 'Reputation of the caller numbers; the address in the Call-Info header takes complaints.',
  },
};

/** What a final status code usually means and what to check first; null for codes that are not well known. */
export function codeAdvice(code: number): Advice | null {
  return ADVICE[code] ?? null;
}
