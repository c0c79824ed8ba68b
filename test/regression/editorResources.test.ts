import { PluginHarness } from '../backend/handlers/pluginHarness';

const door = new PluginHarness();
const never = new AbortController().signal;
afterAll(() => door.close());

const ask = (method: string, path: string, user: { login: string; role: string } | null) =>
  door.handlers.resource({ method, path, search: new URLSearchParams(), body: new Uint8Array() }, { ...door.context(), user }, never);

describe.each([
  ['GET', 'doctor'],
  ['GET', 'columns'],
  ['POST', 'mapping'],
])('%s %s', (method, path) => {
  test.each([null, { login: 'v', role: 'Viewer' }, { login: '', role: 'Admin' }, { login: 'service', role: 'Admin' }])(
    'is refused to %j',
    async (user) => {
      expect(await ask(method, path, user)).toMatchObject({
        status: 403,
        body: { message: `Only editors and administrators may read "${path}". Ask one of them to open the data source settings.` },
      });
    }
  );

  test.each(['Editor', 'Admin'])('is answered to the role %s', async (role) => {
    expect(await ask(method, path, { login: 'e', role })).toMatchObject({ status: 200 });
  });
});
