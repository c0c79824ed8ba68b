import { askedNumbersSchema } from '../../../domain/askedNumbers';
import { CallResultError } from '../../../domain/errors';
import { parseWith } from '../../../domain/parse';
import { type CallQuery, parseCallQuery } from '../../../kinds/kinds';
import type { PluginContext, ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { RequestContext } from '../../queries/ask/queryContext';
import { type AnswerContext, answerFrames, type AskedFrames } from '../answerFrames';
import type { DataSource } from '../dataSource';
import { requestContext } from '../requestContext';

/** How the numbers of a query are made, which light frames leave out. The query is answered again, so its reader sees what its frames would show. */
export async function answerExplanation(
  { body }: ResourceRequest,
  context: PluginContext,
  source: DataSource,
  answering: AnswerContext,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  const { query, ...panel } = parseWith(askedNumbersSchema, jsonOf(body), 'query');
  const asked = fullFrames(parseCallQuery(query), requestContext(panel, context, source, answering.now()));
  const [frame] = await answerFrames(asked, source, answering, signal);
  const { custom = {}, executedQueryString: statement = '' } = frame?.meta ?? {};
  const { explanation, question, calls } = custom as Readonly<Record<string, unknown>>;
  return { status: 200, body: { explanation, question, statement, calls } };
}

function fullFrames({ light: _light, ...query }: CallQuery, request: RequestContext): AskedFrames {
  return { query, request, refId: '', linked: null, light: false, mayBeEarlier: query.fresh !== true, live: null };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new CallResultError('query', 'Request body is not valid JSON. Send {"query": {…}, "from": …, "to": …}.', { cause });
  }
}
