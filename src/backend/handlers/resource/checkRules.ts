import { CallResultError } from '../../../domain/errors';
import { parseSettings } from '../../../domain/settings';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';

/**
 * Whether rules would be accepted as settings, with what `layout`, `vocabulary` and `words` beside them make of words; rules
 * that would not are an answer too, with the reason.
 */
export function answerCheckRules({ body }: ResourceRequest): ResourceAnswer {
  const settings = settingsOf(body);
  try {
    parseSettings(settings);
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (error instanceof CallResultError && error.kind === 'settings') {
      return { status: 200, body: { error: error.message } };
    }
    throw error;
  }
}

function settingsOf(body: Uint8Array): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new CallResultError('query', 'Request body is not valid JSON. Send {"rules": […]}.', { cause });
  }
  if (typeof json !== 'object' || json === null || !('rules' in json)) {
    throw new CallResultError('query', 'Request body has no "rules". Send {"rules": […]}.');
  }
  const { rules, layout, vocabulary, words }: { rules: unknown; layout?: unknown; vocabulary?: unknown; words?: unknown } = json;
  return { rules, layout, vocabulary, words };
}
