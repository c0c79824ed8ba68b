/** Panels while a database cannot be reached: every kind of query, through the handlers, on real databases behind a network that fails. */
import { createHandlers } from '../../src/backend/handlers/createHandlers';
import type { DataQuery, PluginContext, PluginHandlers } from '../../src/backend/protocol/plugin';
import { SERVER_ENGINES, type ServerEngine } from '../../src/domain/engines/engines';
import { PATIENT } from '../support/records';
import { TroubledNetwork } from '../support/servers/troubledNetwork';
import { decodeFrame } from '../backend/frames/decodeFrame';
import { ENGINES } from './engines';
import { queriesOf } from './queries';
import type { Scenario } from './scenario';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
const NOW = Date.parse('2026-11-30T13:32:05Z');
const RANGE = { from: NOW - 6 * HOUR, to: NOW };
const CALLS: Scenario = {
  name: 'calls until now',
  tables: [
    {
      name: 'calls',
      columns: [
        { name: 'start_time', type: 'instant' },
        { name: 'sip_code', type: 'whole' },
        { name: 'call_id', type: 'text' },
        { name: 'pdd_ms', type: 'whole' },
        { name: 'setup_ms', type: 'whole' },
        { name: 'duration_ms', type: 'whole' },
        { name: 'trunk', type: 'text' },
        { name: 'run_id', type: 'text' },
      ],
      rows: Array.from({ length: 90 }, (_, index) => [
        NOW - (index + 1) * 4 * MINUTE,
        [200, 200, 486, 503][index % 4] ?? null,
        `call-${index}`,
        index * 10,
        index * 20,
        index % 4 < 2 ? index * SECOND : null,
        index % 3 === 0 ? 'nord' : 'ost',
        `run-${index % 5}`,
      ]),
    },
  ],
  jsonData: { layout: 'calls', timeZone: 'Europe/Berlin', settle: '1m' },
  range: RANGE,
};

interface Asked {
  readonly range?: { readonly from: number; readonly to: number };
  readonly headers?: Readonly<Record<string, string>>;
  readonly jsonData?: object;
  readonly user?: PluginContext['user'];
}

/** A database behind a network, and the plugin with a clock that the test sets. */
class Wall {
  now = NOW;
  readonly handlers: PluginHandlers = createHandlers({}, () => this.now);

  private constructor(
    private readonly account: Omit<NonNullable<PluginContext['instance']>, 'uid' | 'name' | 'lastUpdatedMs'>,
    private readonly target: number,
    private network: TroubledNetwork
  ) {}

  static async on(engine: ServerEngine): Promise<Wall> {
    const [fixture] = ENGINES[engine];
    const { url = '', user = '', database = '', secureJsonData = {}, jsonData = {} } = await fixture!.load(CALLS, '');
    const { port } = new URL(url.includes('://') ? url : `tcp://${url}`);
    const network = await TroubledNetwork.before(Number(port));
    const address = url.replace(/[^/]*:\d+/, `127.0.0.1:${network.port}`);
    return new Wall({ url: address, user, database, secureJsonData, jsonData }, Number(port), network);
  }

  /** Nothing listens any more. */
  stop(): Promise<void> {
    return this.network.close();
  }

  async start(): Promise<void> {
    this.network = await TroubledNetwork.before(this.target, this.network.port);
  }

  private context({ headers = {}, jsonData = {}, user = { login: 'ann', role: 'Editor' } }: Asked): PluginContext {
    const instance = {
      ...this.account,
      uid: 'wall',
      name: 'wall',
      lastUpdatedMs: 1,
      jsonData: { ...(this.account.jsonData as object), ...jsonData },
    };
    return { orgId: 1, user, headers: new Map(Object.entries(headers)), instance };
  }

  /** What a panel shows: the first six hours until now, unless it asks for another range. */
  async frames(json: object, asked: Asked = {}) {
    const { from, to } = asked.range ?? { from: this.now - 6 * HOUR, to: this.now };
    const query: DataQuery = { refId: 'A', queryType: '', intervalMs: MINUTE, maxDataPoints: 500, from, to, json };
    return (await this.handlers.query(query, this.context(asked), PATIENT)).map((frame) => decodeFrame(frame));
  }

  error(json: object, asked?: Asked): Promise<string> {
    return this.frames(json, asked).then(
      () => 'answered',
      (error: Error & { status?: unknown }) => `${String(error.status)} ${error.message}`
    );
  }

  health() {
    return this.handlers.checkHealth(this.context({}), PATIENT);
  }

  async close(): Promise<void> {
    await this.handlers.close();
    await this.network.close();
  }
}

async function withWall(engine: ServerEngine, work: (wall: Wall) => Promise<void>): Promise<void> {
  const wall = await Wall.on(engine);
  try {
    await work(wall);
  } finally {
    await wall.close();
  }
}

type Frames = Awaited<ReturnType<Wall['frames']>>;
const cells = (frames: Frames) => frames.map(({ fields }) => fields.map(({ name, labels, values }) => ({ name, labels, values })));
const notices = ([frame]: Frames) => (frame?.meta['notices'] ?? []) as { severity: string; text: string }[];
const DOWN = /^502 Nothing listens at 127\.0\.0\.1:\d+/;

test('a panel that is edited shows the answer of one that is viewed, with its explanation, and the other way round', () =>
  withWall('postgres', async (wall) => {
    const [viewed, edited] = [{ kind: 'distribution', light: true }, { kind: 'codes' }];
    const before = [await wall.frames(viewed), await wall.frames(edited)];
    await wall.stop();
    wall.now += 14 * MINUTE;
    const [full, light] = [await wall.frames({ ...viewed, light: false }), await wall.frames({ ...edited, light: true })];
    expect([cells(full), cells(light)]).toEqual(before.map(cells));
    expect(full[0]?.meta).toMatchObject({
      executedQueryString: expect.stringMatching(/^select /),
      custom: { explanation: {}, asOf: expect.any(String) },
    });
    expect(light[0]?.meta['custom']).toMatchObject({ asOf: expect.any(String) });
    expect(light[0]?.meta['custom']).not.toHaveProperty('explanation');
    expect(notices(light)[0]?.text).toMatch(/the database cannot be reached/);
  }));

test.each(SERVER_ENGINES)(
  '%s: every kind shows what it showed, says as of when and why, and is right again at once',
  (engine) =>
    withWall(engine, async (wall) => {
      const queries = queriesOf(CALLS);
      const before = await Promise.all(queries.map((query) => wall.frames(query)));
      await wall.stop();
      wall.now += 14 * MINUTE;
      for (const [at, query] of queries.entries()) {
        const frames = await wall.frames(query);
        expect({ query, cells: cells(frames) }).toEqual({ query, cells: cells(before[at] ?? []) });
        expect(notices(frames)[0]).toEqual({
          severity: 'warning',
          text: expect.stringMatching(
            /^As of 14:32 \(Europe\/Berlin\): the database cannot be reached \((Nothing listens at|The connection to) 127\.0\.0\.1:\d+.*[^.]\)\.$/
          ) as string,
        });
        expect(notices(frames).slice(1)).toEqual(notices(before[at] ?? []));
        expect(frames.map(({ meta }) => (meta['custom'] as { asOf?: string }).asOf)).toEqual(frames.map(() => '2026-11-30T13:32:05Z'));
      }
      await wall.start();
      const after = await wall.frames({ kind: 'distribution' });
      // The first calls of the range, four minutes apart, are out of it now.
      expect(after[0]?.meta['custom']).toMatchObject({ calls: 86 });
      expect(
        notices(after)
          .map(({ text }) => text)
          .join()
      ).not.toContain('As of');
    }),
  60_000
);

describe('what is not answered by earlier answers', () => {
  let wall: Wall;
  const query = { kind: 'distribution' };
  beforeAll(async () => {
    wall = await Wall.on('postgres');
    const { headers, other } = { headers: { FromAlert: 'true' }, other: { login: 'vic', role: 'Viewer' } };
    await wall.frames(query);
    await wall.frames(query, { headers });
    await wall.frames({ ...query, fresh: true });
    await wall.frames(query, { jsonData: { maskNumbersForViewers: 'all' } });
    await wall.frames(query, { jsonData: { maskNumbersForViewers: 'all' }, user: other });
    await wall.frames(query, { jsonData: { staleFor: '0s' } });
    await wall.frames(query);
    await wall.stop();
    wall.now += 5 * MINUTE;
  }, 60_000);
  afterAll(() => wall.close());

  test('alert rules, computations of panels, "fresh" and Save & test: they get the error', async () => {
    expect(await wall.error(query)).toBe('answered');
    expect(await wall.error(query, { headers: { FromAlert: 'true' } })).toMatch(DOWN);
    expect(await wall.error(query, { headers: { 'http_X-Grafana-From-Expr': 'true' } })).toMatch(DOWN);
    expect(await wall.error({ ...query, fresh: true })).toMatch(DOWN);
    expect(await wall.health()).toMatchObject({ ok: false, message: expect.stringContaining('Nothing listens') as string });
  });

  test('another question, another range, and other settings', async () => {
    expect(await wall.error({ ...query, splitBy: ['trunk'] })).toMatch(DOWN);
    expect(await wall.error(query, { range: { from: wall.now - HOUR, to: wall.now } })).toMatch(DOWN);
    // A range of the same length that has not moved with the clock.
    expect(await wall.error(query, { range: { from: RANGE.from + 3 * MINUTE, to: RANGE.to + 3 * MINUTE } })).toMatch(DOWN);
    expect(await wall.error(query, { range: RANGE })).toBe('answered');
    expect(await wall.error(query, { range: { from: RANGE.from, to: wall.now } })).toBe('answered');
  });

  test('an answer that is older than allowed', async () => {
    const { now } = wall;
    wall.now = NOW + 15 * MINUTE;
    expect(await wall.error(query)).toBe('answered');
    wall.now += 1;
    expect(await wall.error(query)).toMatch(DOWN);
    wall.now = now;
  });

  test('settings that changed, those that allow none, and a reader of another mask', async () => {
    // Each change makes the data source anew.
    expect(await wall.error(query, { jsonData: { staleFor: '0s' } })).toMatch(DOWN);
    expect(await wall.error(query, { jsonData: { settle: '2m' } })).toMatch(DOWN);
    expect(await wall.error(query)).toMatch(DOWN);
  });
});

test('of a day that goes on, buckets that had not begun are missing, and not zero', () =>
  withWall('postgres', async (wall) => {
    const day = { from: Date.parse('2026-11-29T23:00:00Z'), to: Date.parse('2026-11-30T23:00:00Z') };
    const trend = { kind: 'trend', bucket: '1h' };
    const [before] = await wall.frames(trend, { range: day });
    expect(before?.fields[0]?.values).toHaveLength(24);
    await wall.frames({ ...trend, shape: 'table' }, { range: day });
    await wall.stop();
    wall.now += 10 * MINUTE;
    const [frame] = await wall.frames(trend, { range: day });
    const [table] = await wall.frames({ ...trend, shape: 'table' }, { range: day });
    expect(Math.max(...((table?.fields[0]?.values ?? []) as number[]))).toBe(Date.parse('2026-11-30T13:00:00Z'));
    // 00:00 to 14:00 in Berlin; 14:32 is within the last one.
    expect(frame?.fields.map(({ values }) => values.length)).toEqual(frame?.fields.map(() => 15));
    expect(frame?.fields.map(({ values }) => values)).toEqual(before?.fields.map(({ values }) => values.slice(0, 15)));
  }));

test('how old the newest call is goes on', () =>
  withWall('postgres', async (wall) => {
    const newest = { kind: 'calls', limit: 1, age: true };
    const ageOf = ([frame]: Frames) => frame?.fields.find(({ name }) => name === 'age')?.values;
    expect(ageOf(await wall.frames(newest))).toEqual([4 * 60]);
    await wall.stop();
    wall.now += 10 * MINUTE;
    expect(ageOf(await wall.frames(newest))).toEqual([14 * 60]);
  }));

test('a viewer from whom numbers are hidden is not shown what was answered to an editor', () =>
  withWall('postgres', async (wall) => {
    const jsonData = { maskNumbersForViewers: 'all' };
    const viewer = { login: 'vic', role: 'Viewer' };
    await wall.frames({ kind: 'calls' }, { jsonData });
    await wall.stop();
    expect(await wall.error({ kind: 'calls' }, { jsonData })).toBe('answered');
    expect(await wall.error({ kind: 'calls' }, { jsonData, user: viewer })).toMatch(DOWN);
  }));

test('an error of a database that is there is told', () =>
  withWall('postgres', async (wall) => {
    await wall.frames({ kind: 'distribution' });
    expect(await wall.error({ kind: 'distribution', filters: [{ dimension: 'nowhere', operator: '=', values: ['x'] }] })).toMatch(/^400 /);
  }));
