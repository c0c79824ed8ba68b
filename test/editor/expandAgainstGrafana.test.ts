import type { TemplateSrv } from '@grafana/runtime';
import { expandText, type Templates } from '../../src/editor/variables/expand';

type Format = (value: string | string[], variable: { name: string }) => string;

/** Variables as Grafana's dashboards report them; `replaced` is what its interpolation does with `$v`. */
function templates(model: object, replaced: (format: Format) => string): Templates {
  return {
    getVariables: () => [{ name: 'v', ...model }] as unknown as ReturnType<TemplateSrv['getVariables']>,
    replace: (target = '', _scopedVars, format) =>
      typeof format === 'function' ? target.replace('$v', () => replaced(format as Format)) : target,
  };
}

const option = (value: string, text = value) => ({ value, text, selected: false });

test('a custom value for All is put in without asking for a format: still no restriction', () => {
  const all = templates({ current: { value: '$__all', text: 'All' }, options: [option('$__all'), option('a'), option('b')] }, () => '.*');
  expect(expandText('$v', all, {})).toBeNull();
});

test('a local value, as in a repeated row, wins over the All of the dashboard', () => {
  const repeated = templates(
    { current: { value: ['$__all'], text: ['All'] }, options: [option('$__all'), option('a'), option('b')] },
    (format) => format('a', { name: 'v' })
  );
  expect(expandText('$v', repeated, {})).toEqual(['a']);
});

test('the empty text is a value where an option of another text stands for it', () => {
  const missing = templates({ current: { value: '', text: '(none)' }, options: [option('a'), option('', '(none)')] }, (format) =>
    format('', { name: 'v' })
  );
  expect(expandText('$v', missing, {})).toEqual(['']);
});

test('a variable without options, as constants and text boxes have, gives its text', () => {
  const constant = templates({ query: 'x' }, (format) => format('x', { name: 'v' }));
  expect(expandText('a-$v', constant, {})).toEqual(['a-x']);
});
