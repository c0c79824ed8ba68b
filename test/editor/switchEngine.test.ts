import type { EditedSettings } from '../../src/editor/editorDataSource';
import { ENGINE_NAMES } from '../../src/domain/engines/engines';
import type { Options } from '../../src/editor/config/options';
import { switchEngine } from '../../src/editor/config/switchEngine';
import { parseSettings } from '../../src/domain/settings';

const options = (jsonData: EditedSettings, url = ''): Options =>
  ({ url, user: 'reader', database: 'cdr', secureJsonFields: { password: true }, jsonData }) as unknown as Options;
const common = { version: 1, layout: 'kamailio', settle: '5m', words: { BUSY: 486 } } as const;

test.each(ENGINE_NAMES)('to %s and back: what is common stays, and every step can be read', (engine) => {
  const there = switchEngine(options({ ...common, engine: 'files', path: 'a' }), engine);
  expect(parseSettings(there.jsonData).settings).toMatchObject({ ...common, engine });
  const back = switchEngine(there, 'files');
  expect(back.jsonData).toMatchObject(common);
  expect(back).toMatchObject({ user: 'reader', database: 'cdr', secureJsonFields: { password: true } });
});

test("a path is the files' own, a schema PostgreSQL's", () => {
  expect(switchEngine(options({ ...common, path: 'a' }), 'postgres').jsonData).toEqual({ ...common, engine: 'postgres' });
  const server = { ...common, engine: 'postgres', schema: 's', tables: { acc: 'a' }, connections: 3, tlsMode: 'require' } as const;
  expect(switchEngine(options(server), 'mysql').jsonData).toEqual({
    ...common,
    engine: 'mysql',
    tables: { acc: 'a' },
    connections: 3,
    tlsMode: 'require',
  });
  expect(switchEngine(options(server), 'files').jsonData).toEqual({ ...common, engine: 'files' });
});

test.each([
  ['db.example.org:5432', 'db.example.org'],
  ['db.example.org:6432', 'db.example.org:6432'],
  ['postgres://db', 'db'],
  ['/var/run/postgresql', ''],
])('the address %s of a PostgreSQL is %s of another', (before, after) => {
  expect(switchEngine(options({ ...common, engine: 'postgres' }, before), 'mysql').url).toBe(after);
  expect(switchEngine(options({ ...common, engine: 'postgres' }, before), 'postgres').url).toBe(before);
});
