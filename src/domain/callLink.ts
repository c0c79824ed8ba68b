import { z } from 'zod';

export const CALL_ID_PLACE = '${callId}';

/** An address of a page about one call, in which `${callId}` stands for the call's identifier. */
export const callLinkSchema = z
  .string()
  .max(2_000)
  .refine(
    isCallLink,
    'allowed: an http or https address with ${callId} where the identifier belongs, and no other ${…}, such as https://homer.example/search?callid=${callId}'
  );

function isCallLink(text: string): boolean {
  const parts = text.split(CALL_ID_PLACE);
  const [first = ''] = parts;
  // The host must not be of the record's choosing.
  return (
    parts.length > 1 &&
    !parts.some((part) => part.includes('$')) &&
    /^https?:\/\/[^/?#\s]+[/?#]/i.test(first) &&
    !/\s/.test(text) &&
    URL.canParse(parts.join('x'))
  );
}
