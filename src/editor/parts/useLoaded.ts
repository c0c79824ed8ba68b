import { useEffect, useState } from 'react';

export type Loaded<T> =
  { readonly state: 'loading' } | { readonly state: 'loaded'; readonly value: T } | { readonly state: 'failed'; readonly message: string };

/** Loads something once per `key`; an answer that comes after the key has changed is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly loaded: Loaded<T> } | null>(null);
  useEffect(() => {
    let current = true;
    const keep = (loaded: Loaded<T>) => {
      if (current) {
        setAnswer({ key, loaded });
      }
    };
    load().then(
      (value) => keep({ state: 'loaded', value }),
      (error: unknown) => keep({ state: 'failed', message: messageOf(error) })
    );
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- The key covers everything that `load` reads.
  }, [key]);
  return answer?.key === key ? answer.loaded : { state: 'loading' };
}

/** The sentence for people in whatever a request rejected with. */
export function messageOf(error: unknown): string {
  const said =
    textAt(error, 'data', 'message') ?? textAt(error, 'data', 'error') ?? textAt(error, 'message') ?? textAt(error, 'statusText');
  return said ?? String(error);
}

function textAt(value: unknown, ...path: readonly string[]): string | null {
  let inner = value;
  for (const key of path) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }
  return typeof inner === 'string' && inner !== '' ? inner : null;
}
