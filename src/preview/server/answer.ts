import type { IncomingMessage, ServerResponse } from 'node:http';

/** Larger bodies than any query or settings have. */
const LONGEST_BODY = 4 * 1024 * 1024;

/** A request that is answered with a status and a sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

export function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

/** @throws Refusal 413 if it is too long */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LONGEST_BODY) {
      throw new Refusal(413, `The request has more than ${LONGEST_BODY} bytes.`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** @throws Refusal 400 if it is not valid JSON */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new Refusal(400, 'Request body is not valid JSON.');
  }
}

/** Fires when the asker goes away before the answer is complete. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}
