import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { from, lastValueFrom, type Observable } from 'rxjs';

/**
 * Grafana's HTTP service for a page without Grafana: the same addresses (`/api/ds/query`,
 * `/api/datasources/uid/<uid>/resources/…`, `/api/datasources/uid/<uid>/health`), asked of the page's own server.
 * Failed requests reject with what @grafana/runtime calls a FetchError: `{status, statusText, data, config}`.
 */
export class StubBackendSrv implements BackendSrv {
  private readonly running = new Map<string, AbortController>();

  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return from(this.send<T>(options));
  }

  async request<T = unknown>(options: BackendSrvRequest): Promise<T> {
    return (await lastValueFrom(this.fetch<T>(options))).data;
  }

  datasourceRequest<T = unknown>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  get<T>(url: string, params?: Record<string, unknown>, requestId?: string, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request({ ...options, method: 'GET', url, params, requestId });
  }

  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request({ ...options, method: 'POST', url, data });
  }

  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request({ ...options, method: 'PUT', url, data });
  }

  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request({ ...options, method: 'PATCH', url, data });
  }

  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request({ ...options, method: 'DELETE', url, data });
  }

  chunked(): never {
    throw new Error('Chunked answers exist only inside Grafana.');
  }

  /** A request with the id of one that still runs cancels that one, as in Grafana. */
  private async send<T>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    const abort = new AbortController();
    options.abortSignal?.addEventListener('abort', () => abort.abort());
    if (options.requestId !== undefined) {
      this.running.get(options.requestId)?.abort();
      this.running.set(options.requestId, abort);
    }
    const response = await fetch(withParams(options), {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(options.data === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      body: options.data === undefined ? null : JSON.stringify(options.data),
      signal: abort.signal,
    });
    const text = await response.text();
    const data: T = text === '' ? ({} as T) : parseJson<T>(text);
    if (!response.ok) {
      throw { status: response.status, statusText: response.statusText, data, config: options };
    }
    const { status, statusText, ok, headers, redirected, type, url } = response;
    return { data, status, statusText, ok, headers, redirected, type, url, config: options };
  }
}

function withParams({ url, params }: BackendSrvRequest): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== undefined && value !== null) {
      search.append(name, String(value));
    }
  }
  const text = search.toString();
  const absolute = url.startsWith('/') ? url : `/${url}`;
  return text === '' ? absolute : `${absolute}${absolute.includes('?') ? '&' : '?'}${text}`;
}

function parseJson<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return { message: text } as T;
  }
}
