/** How numbers were made, in Chromium: what a viewed panel is not answered is asked for where its inspector or its editor is open. */
import type { Route } from 'playwright-core';
import type { PluginContext } from '../../src/backend/protocol/plugin';
import { FROM, PluginHarness, TO } from '../backend/handlers/pluginHarness';
import { answerQueries, type QueryRequest } from './harness/answerQueries';
import { type EditorBench, startEditorBench } from './harness/openEditor';

let door: PluginHarness;
let context: PluginContext;
let bench: EditorBench;
/** Requests for data, and paths of resources. */
let asked: { readonly queries: readonly Record<string, unknown>[] }[];
let resources: string[];
/** Something that happens between the panel's answer and the question how it was made. */
let meanwhile: () => void;
/** The status of a resource that fails. */
let failing: boolean;

const never = new AbortController().signal;

beforeAll(async () => {
  door = new PluginHarness();
  context = { ...door.context({ path: 'calls.csv' }), user: { login: 'v', role: 'Viewer' } };
  bench = await startEditorBench(async ({ method, path, search, body }) => {
    resources.push(path);
    if (path === 'explanation') {
      meanwhile();
      if (failing) {
        return { status: 502, body: { message: 'Nothing listens at db.example.' } };
      }
    }
    return door.handlers.resource({ method, path, search, body: new TextEncoder().encode(body) }, context, never);
  });
}, 180_000);
afterAll(async () => {
  await bench?.close();
  await door.close();
});
beforeEach(() => {
  [asked, resources, meanwhile, failing] = [[], [], () => undefined, false];
});

async function answer(route: Route): Promise<void> {
  const request = route.request().postDataJSON() as QueryRequest & (typeof asked)[number];
  asked.push(request);
  await route.fulfill({ json: await answerQueries(door, context, request) });
}

interface Looked {
  readonly meta: { readonly custom: Record<string, unknown>; readonly executedQueryString?: string };
  readonly links: readonly { readonly internal?: { readonly range?: object; readonly query: object } }[];
}

/** A panel as an address of a dashboard shows it, with its inspector and its editor. */
async function panel(app: string, query: object, address: Record<string, string> = {}) {
  const { page, errors, picture } = await bench.open({
    page: 'panelPage',
    app,
    query: JSON.stringify(query),
    from: String(FROM),
    to: String(TO),
    ...address,
  });
  await page.route('**/api/ds/query*', answer);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.waitForFunction(() => document.querySelector('[data-testid=emitted]')?.textContent !== '[]');
  const frames = async () => JSON.parse((await page.getByTestId('emitted').textContent()) ?? '[]') as Looked[];
  const explanations = (section: string) => page.getByRole('region', { name: section }).getByTestId('explanation');
  return { page, errors, picture, frames, explanations };
}

const QUERY = { version: 1, kind: 'distribution', results: ['answered'] };
const HEADLINE = 'answered: 3 of 8 calls, codes 200, from sip_code';
const isAskedFor = () => resources.filter((path) => path === 'explanation').length;

test('a viewed panel is answered light frames with its links; its inspector and its editor ask how the numbers were made', async () => {
  const { errors, picture, frames, explanations } = await panel('dashboard', QUERY);
  expect(asked[0]?.queries[0]).toMatchObject({ ...QUERY, light: true });
  const [frame] = await frames();
  expect(frame?.meta.executedQueryString).toBeUndefined();
  expect(Object.keys(frame?.meta.custom ?? {})).not.toEqual(expect.arrayContaining(['explanation']));
  expect(frame?.links).toEqual([
    expect.objectContaining({
      title: 'Show these calls',
      internal: expect.objectContaining({ range: expect.anything() as object }) as object,
    }),
  ]);
  for (const section of ['Inspector', 'Editor']) {
    const [explanation] = [explanations(section)];
    await explanation.getByText(HEADLINE).waitFor();
    expect(await explanation.locator('pre').textContent()).toMatch(/^select /);
  }
  // The inspector is open for that alone.
  await explanations('Inspector').getByText('Counted from ').waitFor();
  expect(await explanations('Editor').getByText('Counted from ').isVisible()).toBe(false);
  expect(await explanations('Inspector').getByText('Counted again').count()).toBe(0);
  expect(isAskedFor()).toBe(2);
  await picture('explanation-inspector');
  expect(errors).toEqual([]);
});

test.each([
  ['explore', {}],
  ['panel-editor', {}],
  ['dashboard', { editPanel: '2' }],
  ['dashboard', { inspect: '2', inspectTab: 'query' }],
])('in %s %j frames say themselves how their numbers were made', async (app, address) => {
  const { frames, explanations } = await panel(app, QUERY, address);
  expect(asked[0]?.queries[0]).not.toHaveProperty('light');
  await explanations('Editor').getByText(HEADLINE).waitFor();
  const [frame] = await frames();
  expect(frame?.meta.executedQueryString).toMatch(/^select /);
  expect(frame?.meta.custom).not.toHaveProperty('asked');
  expect(isAskedFor()).toBe(0);
});

test('calls that were recorded since the panel was answered are told', async () => {
  door.write('recounted.csv', 'start_time,sip_code\n2026-11-23T10:30:00Z,200\n');
  context = { ...door.context({ path: 'recounted.csv' }), user: context.user };
  meanwhile = () => door.write('recounted.csv', 'start_time,sip_code\n2026-11-23T10:30:00Z,200\n2026-11-23T10:31:00Z,200\n');
  const { explanations } = await panel('panel-viewer', QUERY);
  await explanations('Inspector').getByText('Counted again: 2 calls, 1 in the panel').waitFor();
});

test('why there is no explanation is told', async () => {
  failing = true;
  const { page } = await panel('dashboard', QUERY);
  await page
    .getByRole('region', { name: 'Inspector' })
    .getByText('The explanation cannot be read: Nothing listens at db.example.')
    .waitFor();
});

test('frames of another data source in the same panel are left to it', async () => {
  const { page, explanations } = await panel('dashboard', { ...QUERY, datasource: { uid: 'other' } });
  await page.waitForTimeout(1_000);
  expect([isAskedFor(), await explanations('Inspector').count()]).toEqual([0, 0]);
});
