import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const PROJECT = path.resolve(__dirname, '../../..');
/** One folder per worker, since test files may run at the same time. */
const BUILT = path.join(PROJECT, '.build/editorPage', process.env['JEST_WORKER_ID'] ?? '0');
const RESOURCES = '/api/datasources/uid/records/resources/';
const ICONS = '/public/build/img/icons/';

const TRUNKS = [
  { value: 't1', calls: 1204 },
  { value: 't2', calls: 731 },
  { value: 'berlin-1', calls: 88 },
  { value: '', calls: 7 },
];

const FIRST_CALLS = [
  { time: 1_700_040_000_000, result: 'answered', code: 200, word: null, durationMs: 61_000, values: ['+4930123', '+4989456'] },
  { time: 1_700_039_900_000, result: 'busy', code: 486, word: null, durationMs: null, values: ['+4930123', '+4989457'] },
  { time: 1_700_039_800_000, result: 'unavailable', code: 503, word: null, durationMs: null, values: ['+4930124', '+4989458'] },
  { time: 1_700_039_700_000, result: 'failed', code: 488, word: null, durationMs: null, values: ['+4930125', '+4989459'] },
  { time: 1_700_039_600_000, result: 'unclassified', code: null, word: 'CONGESTION', durationMs: null, values: ['', ''] },
];

export interface EditorServer {
  /** The folder with the bundles. */
  readonly built: string;
  /** The address of a page with one editor. */
  url(parameters: Readonly<Record<string, string>>): string;
  /** Requests for resources so far, path and query string. */
  readonly asked: readonly string[];
  /** Bodies of the requests for data so far. */
  readonly queries: readonly unknown[];
  /** Data sources as they were saved so far. */
  readonly saved: readonly { readonly jsonData: unknown }[];
  /** From now on requests for resources fail with this sentence. Null: they are answered. */
  failWith(message: string | null): void;
  close(): Promise<void>;
}

/** Answers a request for a resource of the plugin: its path below `resources/`, and what was sent. */
export type AnswerResource = (request: {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly body: string;
}) => Promise<{ readonly status: number; readonly body: unknown }>;

/** Serves the page with the editors; in the network's place stand fixed answers, or who answers for resources. */
export async function startEditorServer(answerResource: AnswerResource | null = null): Promise<EditorServer> {
  const tsx = path.join(PROJECT, 'node_modules/tsx/dist/cli.mjs');
  await promisify(execFile)(process.execPath, [tsx, path.join(__dirname, 'buildEditorPage.ts'), BUILT], { cwd: PROJECT });
  const asked: string[] = [];
  const queries: unknown[] = [];
  const saved: { readonly jsonData: unknown }[] = [];
  let failure: string | null = null;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith(RESOURCES)) {
      const resource = pathname.slice(RESOURCES.length);
      asked.push(resource + search);
      response.setHeader('content-type', 'application/json');
      if (answerResource !== null) {
        const answered = await answerResource({
          method: request.method ?? 'GET',
          path: resource,
          search: searchParams,
          body: await bodyOf(request),
        });
        response.statusCode = answered.status;
        response.end(JSON.stringify(answered.body));
        return;
      }
      response.statusCode = failure === null ? 200 : 500;
      response.end(JSON.stringify(failure === null ? resourceAnswer(resource, searchParams) : { message: failure }));
    } else if (pathname === '/api/datasources/uid/records' && request.method === 'PUT') {
      saved.push(JSON.parse(await bodyOf(request)) as { readonly jsonData: unknown });
      response.end('{}');
    } else if (pathname === '/api/ds/query') {
      queries.push(JSON.parse(await bodyOf(request)));
      response.setHeader('content-type', 'application/json');
      response.end('{"results":{}}');
    } else if (pathname.startsWith(ICONS)) {
      response.setHeader('content-type', 'image/svg+xml');
      response.end(
        await readFile(path.join(PROJECT, 'node_modules/@grafana/ui/dist/public/img/icons', path.normalize(pathname.slice(ICONS.length))))
      );
    } else if (pathname.startsWith('/locales/')) {
      response.setHeader('content-type', 'application/json');
      response.end(await readFile(path.join(PROJECT, 'src', path.normalize(pathname))));
    } else if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      const script = searchParams.get('page') ?? 'editorPage';
      response.end(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Editors</title><div id="root"></div><script src="/${script}.js"></script></html>`
      );
    } else {
      response.setHeader('content-type', 'text/javascript');
      response.end(await readFile(path.join(BUILT, path.normalize(pathname))));
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      response.statusCode = 404;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    built: BUILT,
    url: (parameters) => `http://127.0.0.1:${port}/?${new URLSearchParams(parameters).toString()}`,
    asked,
    queries,
    saved,
    failWith: (message) => {
      failure = message;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}

function resourceAnswer(resource: string, search: URLSearchParams): unknown {
  switch (resource) {
    case 'dimensions':
      return { dimensions: ['trunk', 'run_id', 'from', 'to'], timings: ['pdd', 'setup', 'duration'] };
    case 'columns':
      return {
        columns: [
          { name: 'calldate', type: 'timestamp without time zone' },
          { name: 'sip_code', type: 'integer' },
          { name: 'carrier', type: 'character varying' },
          { name: 'billsec', type: 'integer' },
        ],
      };
    case 'first-calls':
      return { dimensions: ['from', 'to'], calls: FIRST_CALLS };
    case 'layouts':
      return { layouts: [] };
    case 'values': {
      const text = search.get('search') ?? '';
      return { values: search.get('dimension') === 'trunk' ? TRUNKS.filter(({ value }) => value.includes(text)) : [], more: false };
    }
    default:
      throw new Error(`no such resource: ${resource}`);
  }
}
