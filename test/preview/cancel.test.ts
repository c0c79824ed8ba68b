import { once } from 'node:events';
import type { Plugin } from '../../src/pluginHost/startPlugin';
import { startServer } from '../../src/preview/server/startServer';
import { PreviewDataSource } from '../../src/preview/previewDataSource';

test('a question that nobody waits for any more is called off', async () => {
  const signals: AbortSignal[] = [];
  const plugin = {
    query: (_request: unknown, signal: AbortSignal) => {
      signals.push(signal);
      return once(signal, 'abort').then(() => Promise.reject(new Error('called off')));
    },
  } as unknown as Plugin;
  const server = await startServer(new PreviewDataSource(plugin, 'none', null, { jsonData: {} }), [], 0);
  try {
    const controller = new AbortController();
    const body = JSON.stringify({ from: 0, to: 1, queries: [{ refId: 'A' }] });
    const answer = fetch(`${server.address}api/arrow/query`, { method: 'POST', body, signal: controller.signal });
    while (signals.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(signals[0]?.aborted).toBe(false);
    controller.abort();
    await expect(answer).rejects.toThrow();
    await once(signals[0] as AbortSignal, 'abort');
  } finally {
    await server.close();
  }
});
