import { PluginHarness } from './pluginHarness';

const plugin = new PluginHarness();
afterAll(() => plugin.close());

plugin.write('ucm.csv', 'AcctId,src,dst,start,answer,end,billsec,disposition,session\n1,a,b,2026-11-23 10:00:00,,,0,BUSY,s1\n');

async function ask(jsonData: object, role: 'Admin' | 'Viewer') {
  const { status, body } = await plugin.handlers.resource(
    { method: 'GET', path: 'layouts', search: new URLSearchParams(), body: new Uint8Array() },
    { ...plugin.context(jsonData), user: { login: 'x', role } },
    new AbortController().signal
  );
  return { status, body: typeof body === 'string' ? (JSON.parse(body) as unknown) : body };
}

test('editors are told the layout that the columns fit, whatever the settings say, and why', async () => {
  expect(await ask({ path: 'ucm.csv', layout: 'kamailio', columns: { callid: 'session' } }, 'Admin')).toEqual({
    status: 200,
    body: {
      layouts: [
        {
          layout: 'grandstream',
          columns: {},
          found: ['ucm.csv'],
          telling: ['start', 'disposition', 'AcctId'],
          counts: 'Rows with the same session are a call; disposition tells how it ended.',
        },
      ],
    },
  });
});

test('of a folder, every layout that a file of it fits', async () => {
  const { body } = await ask({ path: '' }, 'Admin');
  expect(body).toMatchObject({
    layouts: [
      { layout: 'calls', found: ['calls.csv'] },
      { layout: 'grandstream', found: ['ucm.csv'] },
    ],
  });
});

test('viewers are not told', async () => {
  await expect(ask({ path: 'ucm.csv' }, 'Viewer')).resolves.toMatchObject({ status: 403 });
});

test('Save & test names the layout that the records fit where the chosen one cannot read them', async () => {
  const { ok, message } = await plugin.health({ path: 'ucm.csv' });
  expect(ok).toBe(false);
  expect(message).toMatch(/start_time.* The records fit the layout Grandstream UCM \(ucm\.csv\): choose it, and save again\.$/);
});

test('where the chosen layout fits, or none does, the failure stands alone', async () => {
  plugin.write('others.csv', 'a,b\n1,2\n');
  for (const jsonData of [{ path: 'others.csv' }, { path: 'ucm.csv', layout: 'grandstream', columns: { start: 'begin' } }]) {
    const { ok, message } = await plugin.health(jsonData);
    expect(ok).toBe(false);
    expect(message).not.toContain('fit the layout');
  }
});
