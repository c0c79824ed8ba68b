import { ResponseError } from './plugin';
import type { PluginContext, PluginHandlers, ResourceAnswer, ResourceRequest } from './plugin';

export interface RoutedRequest extends ResourceRequest {
  /** The values of the pattern's `:names`, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without leading slash; `:name` stands for one segment, as in `dimensions/:name/values`. */
  readonly path: string;
  handle(request: RoutedRequest, context: PluginContext, signal: AbortSignal): Promise<ResourceAnswer>;
}

/** Sends each resource request to the first route that fits; 404 and 405 name what there is. */
export function createRouter(routes: readonly Route[]): PluginHandlers['resource'] {
  return async (request, context, signal) => {
    const segments = request.path.split('/').filter((segment) => segment !== '');
    const fitting = routes.flatMap((route) => {
      const parameters = match(route.path.split('/'), segments);
      return parameters === null ? [] : [{ route, parameters }];
    });
    if (fitting.length === 0) {
      const known = [...new Set(routes.map(({ path }) => path))].join(', ');
      throw new ResponseError(404, 'plugin', `Unknown resource "${request.path}". Available: ${known}.`);
    }
    const found = fitting.find(({ route }) => route.method === request.method);
    if (found === undefined) {
      const allowed = fitting.map(({ route }) => route.method).join(', ');
      throw new ResponseError(405, 'plugin', `"${request.path}" does not take ${request.method}; it takes ${allowed}.`);
    }
    return found.route.handle({ ...request, parameters: found.parameters }, context, signal);
  };
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) {
    return null;
  }
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      parameters[part.slice(1)] = decoded(segment);
    } else if (part !== segment) {
      return null;
    }
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new ResponseError(400, 'plugin', `"${segment}" in the path is not valid percent encoding.`, { cause });
  }
}
