/** What a field for PEM text is to hold. */
export type PemKind = 'certificate' | 'private key';

const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: *4, *ENCRYPTED/m;
const BEGINNINGS: Readonly<Record<PemKind, RegExp>> = {
  certificate: /-----BEGIN (?:[A-Z0-9]+ )*CERTIFICATE-----/,
  'private key': /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/,
};

/**
 * What is wrong with the text of a certificate or a private key (PEM, RFC 7468), with the repair; null if it looks right.
 * The text itself is never quoted, since it may be secret.
 */
export function pemProblem(text: string, kind: PemKind): string | null {
  if (kind === 'certificate' && BEGINNINGS['private key'].test(text)) {
    return 'contains a private key, which other users can read there; remove it, and enter it only as tlsClientKey.';
  }
  if (kind === 'private key' && ENCRYPTED.test(text)) {
    return 'is encrypted with a passphrase; store it without one: openssl pkey -in client.key -out plain.key.';
  }
  return BEGINNINGS[kind].test(text)
    ? null
    : `is not a ${kind} in PEM format; paste the whole text from -----BEGIN ${kind.toUpperCase()}----- to its END line.`;
}
