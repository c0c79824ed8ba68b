import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DASHBOARDS } from '../../src/dashboards/dashboards';
import { toJson } from '../../src/dashboards/parts/toJson';
import { PLUGIN_ID } from '../../src/domain/pluginId';
import { RESULTS } from '../../src/domain/results';
import { parseCallQuery } from '../../src/kinds/kinds';

const root = path.resolve(__dirname, '../..');
const FOLDER = 'src/dashboards';
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: Place;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly targets: readonly { readonly datasource: { readonly uid: string }; readonly live?: boolean }[];
}
interface Shipped {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly panels: readonly Panel[];
  readonly links: readonly { readonly type: string; readonly keepTime: boolean; readonly includeVars: boolean }[];
  readonly templating: { readonly list: readonly { readonly name: string }[] };
}

const names = Object.keys(DASHBOARDS);
const shipped = (name: string) => JSON.parse(read(`${FOLDER}/${name}.json`)) as Shipped;

test.each(names)('the file of %s is what the code makes; `npm run dashboards` writes it', (name) => {
  expect(read(`${FOLDER}/${name}.json`)).toBe(toJson(DASHBOARDS[name]!()));
});

test('plugin.json includes every dashboard by its title, and the folder has no other', () => {
  const { includes } = JSON.parse(read('plugin.json')) as { includes: { type: string; name: string; path: string }[] };
  const files = readdirSync(path.join(root, FOLDER)).filter((file) => file.endsWith('.json'));
  expect(files.sort()).toEqual(names.map((name) => `${name}.json`).sort());
  expect(includes).toEqual(
    names.map((name) => ({ type: 'dashboard', name: shipped(name).title.replace(/^Call Result: /, ''), path: `dashboards/${name}.json` }))
  );
});

test('each has an address of its own, which is fit for a link', () => {
  const addresses = names.map((name) => shipped(name).uid);
  expect(new Set(addresses).size).toBe(names.length);
  addresses.forEach((uid) => expect(uid).toMatch(/^callresult-[a-z-]{1,29}$/));
});

describe.each(names)('%s', (name) => {
  const { panels, links, tags, templating } = shipped(name);

  test('links keep the time range and what was chosen', () => {
    expect(tags).toContain('call-result');
    expect(links.length).toBeGreaterThan(1);
    links.forEach((link) => expect(link).toMatchObject({ keepTime: true, includeVars: true }));
  });

  test('each panel says how to read it, and asks the chosen data source', () => {
    for (const { id, description, datasource, targets } of panels) {
      expect({ id, long: description.length > 20, ends: description.endsWith('.') }).toEqual({ id, long: true, ends: true });
      expect(datasource).toEqual({ type: PLUGIN_ID, uid: '${datasource}' });
      expect(targets.every((target) => target.datasource.uid === '${datasource}')).toBe(true);
    }
  });

  test('every query is accepted once its variables are replaced', () => {
    const variables: Readonly<Record<string, string>> = { result: 'busy', by: 'trunk', runs: 'run_id' };
    for (const target of panels.flatMap((panel) => panel.targets)) {
      const known = templating.list.reduce(
        (json, variable) => json.replaceAll(`\${${variable.name}}`, variables[variable.name] ?? 'value'),
        JSON.stringify(target)
      );
      expect(known).not.toContain('$');
      expect(() => parseCallQuery(JSON.parse(known))).not.toThrow();
    }
  });

  test('panels stand on the grid without overlapping', () => {
    const cells = new Set<string>();
    for (const { gridPos } of panels) {
      for (let column = gridPos.x; column < gridPos.x + gridPos.w; column++) {
        for (let row = gridPos.y; row < gridPos.y + gridPos.h; row++) {
          expect(column).toBeLessThan(24);
          expect(cells.has(`${column}:${row}`)).toBe(false);
          cells.add(`${column}:${row}`);
        }
      }
    }
    const rows = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
    expect(cells.size).toBe(24 * rows);
  });
});

/** Pixels of a row of Grafana's grid, of the gap below it, and of what full screen leaves around the panels. */
const [ROW, GAP, AROUND] = [30, 8, 33];

/** Rows of the grid that a screen has in full screen. */
const rowsOf = (height: number) => Math.floor((height - AROUND - 4 * GAP) / (ROW + GAP));

/** Grafana scales the places of panels to the rows that there are, rounds them, closes gaps, and begins again with what came out. */
function stretched(places: readonly Place[], rows: number): readonly Place[] {
  const scale = rows / Math.max(...places.map(({ y, h }) => y + h));
  const scaled = places.map(({ x, y, w, h }) => ({ x, w, y: Math.round(y * scale), h: Math.round(h * scale) || 1 }));
  const placed: Place[] = [];
  for (const place of scaled.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const above = placed.filter(({ x, w }) => x < place.x + place.w && place.x < x + w);
    placed.push({ ...place, y: Math.max(0, ...above.map(({ y, h }) => y + h)) });
  }
  return JSON.stringify(placed) === JSON.stringify(places) ? placed : stretched(placed, rows);
}

test.each([720, 768, 900, 1024, 1050, 1080, 1200, 1440, 1600, 2160])(
  'the wall fills a screen of %i pixels, without a gap and without scrolling',
  (height) => {
    const rows = rowsOf(height);
    const placed = stretched(
      shipped('noc-wall').panels.map(({ gridPos }) => gridPos),
      rows
    );
    for (let column = 0; column < 24; column++) {
      const bottoms = placed.filter(({ x, w }) => x <= column && column < x + w).map(({ y, h }) => y + h);
      expect({ column, bottom: Math.max(...bottoms) }).toEqual({ column, bottom: rows });
    }
  }
);

test('whatever can be live is live on the wall', () => {
  const { panels, liveNow } = shipped('noc-wall') as Shipped & { readonly liveNow: boolean };
  expect(liveNow).toBe(true);
  expect(panels.flatMap((panel) => panel.targets).filter(({ live }) => live === true).length).toBeGreaterThanOrEqual(6);
});

test('a result of too few calls to compare has no color on the wall', () => {
  interface Mapping {
    readonly type: string;
    readonly options: { readonly match?: string; readonly result?: { readonly text: string; readonly color: string } };
  }
  interface Override {
    readonly matcher: { readonly options: string };
    readonly properties: readonly { readonly value: readonly Mapping[] }[];
  }
  const panel = shipped('noc-wall').panels.find(({ title }) => title.startsWith('Results against'));
  const { overrides } = (panel as Panel & { readonly fieldConfig: { readonly overrides: readonly Override[] } }).fieldConfig;
  expect(overrides.map(({ matcher }) => matcher.options)).toEqual([...RESULTS]);
  for (const { matcher, properties } of overrides) {
    const missing = properties.flatMap(({ value }) => value).find(({ options }) => options.match === 'null')?.options.result;
    expect(missing).toMatchObject({ text: `${matcher.options} –`, color: 'transparent' });
  }
});
