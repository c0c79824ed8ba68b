import type { DataSourceSettings } from '../../src/pluginHost/messages';
import type { Plugin } from '../../src/pluginHost/startPlugin';
import { startServer } from '../../src/preview/server/startServer';
import { PreviewDataSource } from '../../src/preview/previewDataSource';

test('secrets reach the process alone: the page is told which there are, and those it does not name stay', async () => {
  const asked: DataSourceSettings[] = [];
  const plugin = {
    checkHealth: async (settings: DataSourceSettings) => {
      asked.push(settings);
      return { status: 'OK', message: '', details: {} };
    },
  } as unknown as Plugin;
  const saved = { jsonData: { engine: 'postgres' }, url: 'db', user: 'reader', database: 'cdr', secureJsonData: { password: 's3cret' } };
  const server = await startServer(new PreviewDataSource(plugin, 'PostgreSQL', null, saved), [], 0);
  const own = `${server.address}api/datasources/uid/records`;
  const put = (change: object) => fetch(own, { method: 'PUT', body: JSON.stringify(change) });
  const last = async () => {
    await fetch(`${own}/health`);
    return asked.at(-1);
  };
  try {
    const told = await (await fetch(own)).text();
    expect(JSON.parse(told)).toMatchObject({ url: 'db', user: 'reader', database: 'cdr', secureJsonFields: { password: true } });
    expect(told).not.toContain('s3cret');
    expect(await last()).toMatchObject(saved);

    expect((await put({ jsonData: { engine: 'mysql' }, url: 'other', secureJsonData: { tlsClientKey: 'key' } })).status).toBe(200);
    expect(await last()).toMatchObject({
      jsonData: { engine: 'mysql' },
      url: 'other',
      user: 'reader',
      secureJsonData: { password: 's3cret', tlsClientKey: 'key' },
    });

    expect((await put({ jsonData: {}, secureJsonData: { password: '' } })).status).toBe(200);
    expect(await (await fetch(own)).json()).toMatchObject({ secureJsonFields: { password: false, tlsClientKey: true } });

    expect((await put({ jsonData: {}, url: 5432 })).status).toBe(400);
  } finally {
    await server.close();
  }
});
