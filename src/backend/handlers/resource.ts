import type { NumberMask } from '../../domain/numberMask';
import type { PluginContext, PluginHandlers, ResourceAnswer, ResourceRequest } from '../protocol/plugin';
import { ResponseError } from '../protocol/plugin';
import { createRouter, type Route } from '../protocol/router';
import type { AnswerContext } from './answerFrames';
import type { DataSource, DataSources } from './dataSource';
import { asResponseError } from './failures';
import { maskedError, maskFor, mayEdit } from './privacy';
import { answerCheckRules } from './resource/checkRules';
import { answerColumns } from './resource/columns';
import { answerDoctor } from './resource/doctor';
import { answerExplanation } from './resource/explanation';
import { answerDimensions, answerExtent } from './resource/extent';
import { answerFirstCalls } from './resource/firstCalls';
import { answerLayouts } from './resource/layouts';
import { answerMapping } from './resource/mapping';
import { answerCodes, answerValues } from './resource/values';
import { withTimeLimit } from './timeLimit';

type OfRecords = (
  request: ResourceRequest,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal,
  now: number
) => Promise<ResourceAnswer>;

/**
 * What the editors ask: dimensions, their values, the extent of the records, their layout, the newest calls, what is wrong with them, what becomes of their codes,
 * whether rules are good, and how the numbers of a query are made.
 */
export function createResourceHandler(sources: DataSources, answering: AnswerContext): PluginHandlers['resource'] {
  const { longestMs, now } = answering;
  const ofRecords = (path: string, answer: OfRecords, method: Route['method'] = 'GET'): Route => ({
    method,
    path,
    handle: (request, context, signal) =>
      sources.use(context, (source) =>
        withTimeLimit(longestMs, signal, (limited) => answer(request, source, maskFor(context, source.privacy), limited, now()))
      ),
  });
  const ofEditors = (...described: Parameters<typeof ofRecords>): Route => {
    const route = ofRecords(...described);
    return {
      ...route,
      handle: async (request, context, signal) => {
        if (!mayEdit(context)) {
          throw new ResponseError(
            403,
            'downstream',
            `Only editors and administrators may read "${route.path}". Ask one of them to open the data source settings.`
          );
        }
        return route.handle(request, context, signal);
      },
    };
  };
  const route = createRouter([
    ofRecords('dimensions', answerDimensions),
    ofRecords('values', answerValues),
    ofRecords('codes', answerCodes),
    ofRecords('extent', answerExtent),
    ofEditors('columns', answerColumns),
    ofEditors('layouts', answerLayouts),
    ofEditors('first-calls', answerFirstCalls),
    ofEditors('doctor', answerDoctor),
    ofEditors('mapping', answerMapping, 'POST'),
    {
      method: 'POST',
      path: 'explanation',
      handle: (request, context, signal) =>
        sources.use(context, (source) => answerExplanation(request, context, source, answering, signal)),
    },
    { method: 'POST', path: 'check-rules', handle: async (request) => answerCheckRules(request) },
  ]);
  return (request: ResourceRequest, context: PluginContext, signal: AbortSignal) =>
    route(request, context, signal).catch((error: unknown) => errorAnswer(maskedError(error, context)));
}

/** `error` is ours; `message` is what Grafana's browser code shows of a failed resource. */
function errorAnswer(thrown: unknown): ResourceAnswer {
  const error = asResponseError(thrown);
  if (error instanceof ResponseError) {
    return { status: error.status, body: { error: error.message, message: error.message } };
  }
  throw error;
}
