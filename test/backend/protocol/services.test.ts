import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { ChannelResponse_Status, Stream } from '../../../src/backend/protocol/gen/backend_pb';
import { GRPCBroker, GRPCStdio } from '../../../src/backend/protocol/gen/go_plugin_pb';
import { Health, HealthCheckResponse_ServingStatus } from '../../../src/backend/protocol/gen/health_pb';
import { dataSource, startFakePlugin, until } from './fixtures/startFakePlugin';
import type { FakePlugin } from './fixtures/startFakePlugin';

let plugin: FakePlugin;
beforeAll(async () => {
  plugin = await startFakePlugin();
});
afterAll(() => plugin.stop());

const bodyOf = ({ body }: { body: Uint8Array }): unknown => JSON.parse(new TextDecoder().decode(body));

describe('grpc.health.v1', () => {
  it('serves the plugin, and knows no other service', async () => {
    const health = createClient(Health, plugin.transport);
    expect(await health.check({ service: 'plugin' })).toMatchObject({ status: HealthCheckResponse_ServingStatus.SERVING });
    const error = await health.check({ service: 'other' }).catch((reason: unknown) => reason);
    expect(ConnectError.from(error).code).toBe(Code.NotFound);
  });

  it('says so at once to who watches', async () => {
    for await (const { status } of createClient(Health, plugin.transport).watch({ service: 'plugin' })) {
      expect(status).toBe(HealthCheckResponse_ServingStatus.SERVING);
      break;
    }
    expect.assertions(1);
  });
});

describe('the streams a host keeps open', () => {
  const staysSilent = async (stream: AsyncIterable<unknown>): Promise<string> =>
    Promise.race([
      (async () => {
        for await (const message of stream) {
          return `spoke: ${JSON.stringify(message)}`;
        }
        return 'ended';
      })(),
      new Promise<string>((resolve) => setTimeout(resolve, 300, 'silent')),
    ]);

  it('stay open and silent', async () => {
    const cancel = new AbortController();
    const nothing = (async function* () {
      await new Promise((resolve) => cancel.signal.addEventListener('abort', resolve));
    })();
    const broker = createClient(GRPCBroker, plugin.transport).startStream(nothing, { signal: cancel.signal });
    const stdio = createClient(GRPCStdio, plugin.transport).streamStdio({}, { signal: cancel.signal });
    const outcomes = [staysSilent(broker), staysSilent(stdio)].map((outcome) => outcome.catch(String));
    expect(await Promise.all(outcomes)).toEqual(['silent', 'silent']);
    cancel.abort();
  });
});

describe('diagnostics', () => {
  it('reports health with details', async () => {
    const health = await plugin.checkHealth(dataSource);
    expect(health).toEqual({ status: 'OK', message: 'this is records', details: { settings: { version: 1 } } });
    expect(await plugin.checkHealth({ ...dataSource, uid: 'bad' })).toMatchObject({ status: 'ERROR' });
  });

  it('takes a check that throws as one that failed', async () => {
    expect(await plugin.checkHealth({ ...dataSource, uid: 'ill' })).toMatchObject({ status: 'ERROR', message: 'ill on purpose' });
  });

  it('gives the metrics as the handler wrote them', async () => {
    expect(await plugin.collectMetrics()).toBe('fake_total 1\n');
  });
});

describe('resources', () => {
  it('reach their handler with decoded parameters and the query string', async () => {
    const answer = await plugin.callResource({ dataSource, path: 'echo/a%2Fb%20c/back?times=2' });
    expect(answer).toMatchObject({ status: 200, headers: { 'Content-Type': ['application/json'] } });
    expect(bodyOf(answer)).toEqual({ what: 'a/b c', times: '2' });
  });

  it('reach it with their body', async () => {
    const answer = await plugin.callResource({ dataSource, method: 'POST', path: 'length', body: new Uint8Array(1000) });
    expect([answer.status, bodyOf(answer)]).toEqual([201, { bytes: 1000 }]);
  });

  it.each([
    ['an unknown path', { path: 'nowhere' }, 404, /nowhere.*echo\/:what\/back/],
    ['another method', { path: 'length' }, 405, /GET.*POST/],
    ['too long a body', { method: 'POST', path: 'length', body: new Uint8Array(2 ** 20 + 1) }, 413, /1048577/],
    ['a handler that throws', { path: 'broken' }, 500, /broken on purpose/],
    ['a malformed path', { path: 'echo/%zz/back' }, 400, /%zz/],
  ])('answer %s with a status and a sentence', async (_what, call, status, sentence) => {
    const answer = await plugin.callResource({ dataSource, ...call });
    expect(answer.status).toBe(status);
    expect(bodyOf(answer)).toEqual({ message: expect.stringMatching(sentence) });
  });
});

describe('live channels', () => {
  const subscribe = (path: string) => plugin.subscribe({ dataSource, path });
  const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  it('are found or not, or refused, and begin with what the handler gives', async () => {
    const { status, data } = await subscribe('count');
    expect([status, textOf(data)]).toEqual(['OK', '"first"']);
    expect((await subscribe('elsewhere')).status).toBe('NOT_FOUND');
    expect((await subscribe('secret')).status).toBe('PERMISSION_DENIED');
    await expect(subscribe('broken')).rejects.toThrow(/broken on purpose/);
  });

  it('take nothing from subscribers', async () => {
    const stream = createClient(Stream, plugin.transport);
    expect(await stream.publishStream({ path: 'count' })).toMatchObject({ status: ChannelResponse_Status.PERMISSION_DENIED });
  });

  it('run with the context of the data source until the last subscriber leaves, which is not an error', async () => {
    const leave = new AbortController();
    const packets: string[] = [];
    const run = async () => {
      for await (const packet of plugin.runChannel({ dataSource, path: 'count' }, leave.signal)) {
        if (packets.push(textOf(packet)) === 3) {
          leave.abort();
        }
      }
    };
    await expect(run()).rejects.toThrow(/canceled/);
    expect(packets).toEqual(['["records",1]', '["records",2]', '["records",3]']);
    await until(() => plugin.notes().includes('channel ended'));
    expect(plugin.logs.filter(({ fields }) => fields['path'] === 'count')).toEqual([]);
  });

  it('that fail say so', async () => {
    const run = async () => {
      for await (const packet of plugin.runChannel({ dataSource, path: 'broken' })) {
        throw new Error(`it spoke: ${textOf(packet)}`);
      }
    };
    await expect(run()).rejects.toThrow(/broken on purpose/);
  });
});

it('ends its live channels when the process does', async () => {
  const other = await startFakePlugin();
  const packets = other.runChannel({ dataSource, path: 'count' })[Symbol.asyncIterator]();
  await packets.next();
  const began = performance.now();
  await Promise.all([other.stop(), packets.return?.()]);
  expect(performance.now() - began).toBeLessThan(1_900);
  expect(other.notes()).toContain('channel ended');
});
