import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { type EngineDescriptor, type ServerDescriptor } from '../../src/domain/engines/engine';
import { ENGINES } from '../../src/domain/engines/engines';
import { type Layout } from '../../src/domain/layouts/layout';
import { LAYOUTS } from '../../src/domain/layouts/layouts';
import { RATIO_DEFINITIONS } from '../../src/domain/ratios';
import { RESULT_FACTS } from '../../src/domain/results';
import { rollupFields } from '../../src/domain/serverSettings';
import { settingFields } from '../../src/domain/settings';
import { settingText } from '../../src/domain/settingTexts';
import { TIMING_FACTS } from '../../src/domain/timings';

const SOURCE = path.resolve(__dirname, '../../src');
/** `t` shows a text, `message` marks one that `t` shows later. */
const MARKS = ['t', 'message'];

/** The texts that the editors name where they show them. */
export function textsOfEditors(): string[] {
  const files = ['editor', 'kinds'].flatMap((room) =>
    readdirSync(path.join(SOURCE, room), { recursive: true, encoding: 'utf8' }).map((file) => path.join(SOURCE, room, file))
  );
  return files.filter((file) => /\.tsx?$/.test(file)).flatMap(textsOfFile);
}

function textsOfFile(file: string): string[] {
  const parsed = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && MARKS.includes(node.expression.text)) {
      const [text] = node.arguments;
      if (text !== undefined && ts.isStringLiteralLike(text)) {
        texts.push(text.text);
      }
    }
    ts.forEachChild(node, look);
  };
  look(parsed);
  return texts;
}

/** The texts of the domain that the editors show translated. What they show as it is, such as names of columns, is not among them. */
export function textsOfDomain(): string[] {
  // The version is shown nowhere.
  const shown = Object.entries(settingFields).filter(([name]) => name !== 'version');
  const settings = [...shown.map(([, schema]) => schema), ...Object.values(rollupFields)].map((schema) => settingText(schema));
  const engines: (EngineDescriptor & Partial<ServerDescriptor>)[] = Object.values(ENGINES);
  const layouts: Layout[] = Object.values(LAYOUTS);
  return [
    ...settings.flatMap(({ label, help, whenAbsent }) => [label, help, whenAbsent]),
    ...engines.flatMap(({ title, description, address, database, user, tablesHint }) => [
      title,
      description,
      address?.description,
      database?.description,
      user?.description,
      tablesHint,
    ]),
    ...layouts.flatMap(({ description, columns, suggestedRules = [] }) => [
      description,
      ...columns.map(({ meaning }) => meaning),
      ...suggestedRules.flatMap((rule) => [rule.title, rule.description]),
    ]),
    ...Object.values(RATIO_DEFINITIONS).map(({ meaning }) => meaning),
    ...Object.values(RESULT_FACTS).map(({ meaning }) => meaning),
    ...Object.values(TIMING_FACTS).map(({ title }) => title),
  ].filter((text) => text !== undefined);
}
