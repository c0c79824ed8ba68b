import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { DATA_SOURCE_UID, type SavedSettings, type PreviewDataSource } from '../previewDataSource';
import { dataSourceFile, shownDataSource } from '../provisioning/dataSourceFile';
import { goneSignal, readBody, readJson, Refusal, send, sendJson } from './answer';
import { LIVE_CHANNELS, sendChannel } from './liveChannel';
import { arrowAnswers, type AskedQueries, grafanaAnswers, parseQueries } from './queries';

const OWN = `/api/datasources/uid/${DATA_SOURCE_UID}`;
/** A file for Grafana's provisioning; not an address of Grafana. */
const PROVISIONING = '/api/provisioning';
const RESOURCES = `${OWN}/resources/`;

const changeSchema = z.object({
  jsonData: z.looseObject({}),
  url: z.string().exactOptional(),
  user: z.string().exactOptional(),
  database: z.string().exactOptional(),
  secureJsonData: z.record(z.string(), z.string()).exactOptional(),
});

/**
 * The addresses of Grafana's server that a data source and its editors use, answered by the plugin's process, and
 * `/api/arrow/query`, which hands its frames on untouched, `/api/live`, and `/api/provisioning`. False if the address is none of them.
 * @throws Refusal
 */
export async function answerApi(source: PreviewDataSource, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const gone = goneSignal(response);
  const asked = `${request.method ?? 'GET'} ${pathname}`;
  switch (asked) {
    case 'POST /api/ds/query':
      sendJson(response, 200, grafanaAnswers(await ask(source, parseQueries(await readJson(request)), gone)));
      return true;
    case 'POST /api/arrow/query':
      sendJson(response, 200, arrowAnswers(await ask(source, parseQueries(await readJson(request)), gone)));
      return true;
    case `GET ${OWN}`:
      sendJson(response, 200, { ...source.settings, title: source.title });
      return true;
    case `PUT ${OWN}`:
      source.change(parseChange(await readJson(request)));
      sendJson(response, 200, { message: 'Settings changed' });
      return true;
    case `GET ${PROVISIONING}`:
      response.setHeader('content-disposition', 'attachment; filename="call-records.yaml"');
      send(response, 200, 'application/yaml; charset=utf-8', dataSourceFile(shownDataSource(source)));
      return true;
    case `GET ${OWN}/health`: {
      const health = await source.checkHealth(gone);
      sendJson(response, health.status === 'OK' ? 200 : 400, health);
      return true;
    }
    default:
      if (request.method === 'GET' && pathname.startsWith(LIVE_CHANNELS)) {
        await sendChannel(source, pathname.slice(LIVE_CHANNELS.length), response, gone);
        return true;
      }
      if (!pathname.startsWith(RESOURCES)) {
        return false;
      }
      await answerResource(source, pathname.slice(RESOURCES.length) + search, request, response, gone);
      return true;
  }
}

async function ask(source: PreviewDataSource, { queries, from, to }: AskedQueries, gone: AbortSignal) {
  const [first] = queries;
  return source.query({ queries, from, to, intervalMs: first?.intervalMs ?? 1000, maxDataPoints: first?.maxDataPoints ?? 1000 }, gone);
}

async function answerResource(
  source: PreviewDataSource,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  gone: AbortSignal
): Promise<void> {
  const { status, headers, body } = await source.callResource(
    { method: request.method ?? 'GET', path, body: await readBody(request) },
    gone
  );
  response.writeHead(status, Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]])));
  response.end(body);
}

function parseChange(json: unknown): SavedSettings {
  const parsed = changeSchema.safeParse(json);
  if (!parsed.success) {
    throw new Refusal(400, 'Settings must be an object under "jsonData"; url, user, database and the values of secureJsonData are texts.');
  }
  return parsed.data;
}
