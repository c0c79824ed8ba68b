import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { FailureKind } from '../src/domain/errors';
import { projectRoot } from './projectRoot';

/** Where messages for people are made; the preview's own are not Grafana's. */
const ROOMS = ['src/domain', 'src/kinds', 'src/backend'];
/** What stands for a value that only the case itself knows. */
const VALUE = '…';
/** A message of fewer letters is put together from others. */
const MIN_LETTERS = 12;
/** What makes an error of a kind of its own, by its name in the code. */
const MAKERS: Readonly<Record<string, FailureKind>> = {
  UnreachableError: 'store',
  said: 'store',
  store: 'store',
  unreachable: 'store',
  settings: 'settings',
};

export interface Messages {
  readonly errors: Readonly<Record<FailureKind, readonly string[]>>;
  readonly notices: readonly string[];
}

type Bindings = ReadonlyMap<string, readonly string[]>;

/** Every error and notice that the plugin can show, read from its source. */
export function messagesOfSource(): Messages {
  const files = ROOMS.flatMap((room) =>
    readdirSync(path.join(projectRoot, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('gen/'))
      .map((file) => path.join(projectRoot, room, file))
  );
  const parsed = files.map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  const reader = new MessageReader(parsed);
  parsed.forEach((file) => reader.read(file));
  return reader.messages();
}

/** A page with every list of messages that its marks name: `<!-- errors: settings -->` … `<!-- end -->`. */
export function withMessages(page: string): string {
  const { errors, notices } = messagesOfSource();
  return page.replaceAll(
    /(<!-- (errors|notices)(?:: (\w+))? -->\n)[^]*?(<!-- end -->)/g,
    (_, begin: string, what: string, kind: string, end: string) => {
      const texts = what === 'notices' ? notices : errors[kind as FailureKind];
      return `${begin}\n${listed(texts)}\n\n${end}`;
    }
  );
}

const listed = (messages: readonly string[]): string => messages.map((text) => `- ${text.replaceAll(/[<*_[\]`|]/g, '\\$&')}`).join('\n');

class MessageReader {
  private readonly errors = new Map<FailureKind, Set<string>>();
  private readonly notices = new Set<string>();
  private readonly functions: ReadonlyMap<string, ts.FunctionDeclaration>;

  constructor(files: readonly ts.SourceFile[]) {
    const declared = files.flatMap((file) => file.statements.filter(ts.isFunctionDeclaration));
    this.functions = new Map(declared.flatMap((one) => (one.name === undefined ? [] : [[one.name.text, one] as const])));
  }

  read(node: ts.Node): void {
    if (ts.isNewExpression(node) && node.expression.getText() === 'CallResultError') {
      const [kind, text] = node.arguments ?? [];
      if (kind !== undefined && text !== undefined && ts.isStringLiteral(kind)) {
        this.add(kind.text as FailureKind, text);
      }
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression)) {
      const kind = MAKERS[node.expression.text];
      const [text] = node.arguments ?? [];
      if (kind !== undefined && text !== undefined && !ts.isObjectLiteralExpression(text)) {
        this.add(kind, text);
      }
    } else if (ts.isObjectLiteralExpression(node)) {
      this.readObject(node);
    }
    ts.forEachChild(node, (child) => this.read(child));
  }

  messages(): Messages {
    const sorted = (texts: ReadonlySet<string> = new Set()) => [...texts].sort();
    const of = (kind: FailureKind) => sorted(this.errors.get(kind));
    return {
      errors: {
        settings: of('settings'),
        query: of('query'),
        store: of('store'),
        timeout: of('timeout'),
        importing: of('importing'),
        cancelled: of('cancelled'),
        plugin: of('plugin'),
      },
      notices: sorted(this.notices),
    };
  }

  /** What an engine's errors mean, and the notices of frames. */
  private readObject(node: ts.ObjectLiteralExpression): void {
    const valueOf = (name: string) =>
      node.properties.flatMap((one) => (ts.isPropertyAssignment(one) && one.name.getText() === name ? [one.initializer] : []))[0];
    const [kind, message, text] = [valueOf('kind'), valueOf('message'), valueOf('text')];
    if (kind !== undefined && message !== undefined && ts.isStringLiteral(kind)) {
      this.add(kind.text as FailureKind, message);
    }
    if (valueOf('severity') !== undefined) {
      const shorthand = node.properties.find((one) => ts.isShorthandPropertyAssignment(one) && one.name.text === 'text');
      const said = text ?? (shorthand === undefined ? undefined : (shorthand.name as ts.Identifier));
      (said === undefined ? [] : this.textsOf(said)).filter(isSentence).forEach((one) => this.notices.add(tidy(one)));
    }
  }

  private add(kind: FailureKind, text: ts.Expression): void {
    const texts = this.errors.get(kind) ?? new Set();
    this.textsOf(text)
      .filter(isSentence)
      .forEach((one) => texts.add(tidy(one)));
    this.errors.set(kind, texts);
  }

  /** The texts that an expression may have; what is not known here is `…`. */
  private textsOf(node: ts.Expression, bindings: Bindings = new Map(), depth = 0): readonly string[] {
    const inner = (one: ts.Expression) => this.textsOf(one, bindings, depth + 1);
    if (depth > 4) {
      return [VALUE];
    }
    if (ts.isStringLiteralLike(node)) {
      return [node.text];
    }
    if (ts.isParenthesizedExpression(node)) {
      return inner(node.expression);
    }
    if (ts.isConditionalExpression(node)) {
      return [...inner(node.whenTrue), ...inner(node.whenFalse)];
    }
    if (ts.isTemplateExpression(node)) {
      return [
        node.head.text + node.templateSpans.map(({ expression, literal }) => this.boundText(expression, bindings) + literal.text).join(''),
      ];
    }
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      return inner(node.body);
    }
    if (ts.isIdentifier(node)) {
      const declared = bindings.get(node.text) ?? declarationOf(node);
      return declared === null
        ? [VALUE]
        : Array.isArray(declared)
          ? declared
          : this.textsOf(declared as ts.Expression, bindings, depth + 1);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      return this.textsOfCall(node, node.expression.text, depth);
    }
    return [VALUE];
  }

  private boundText(expression: ts.Expression, bindings: Bindings): string {
    return ts.isIdentifier(expression) ? (bindings.get(expression.text)?.[0] ?? VALUE) : VALUE;
  }

  /** What a function returns, where its texts are those of its arguments. */
  private textsOfCall({ arguments: given }: ts.CallExpression, name: string, depth: number): readonly string[] {
    const called = this.functions.get(name);
    const returned = called?.body?.statements.filter(ts.isReturnStatement).flatMap(({ expression }) => expression ?? []) ?? [];
    const bindings = new Map(
      (called?.parameters ?? []).flatMap((parameter, index) => {
        const argument = given[index];
        return argument !== undefined && ts.isStringLiteralLike(argument) ? [[parameter.name.getText(), [argument.text]] as const] : [];
      })
    );
    return returned.length === 0 ? [VALUE] : returned.flatMap((one) => this.textsOf(one, bindings, depth + 1));
  }
}

/** What a constant of the same file is, the nearest of that name before. */
function declarationOf(name: ts.Identifier): ts.Expression | null {
  let found: ts.Expression | null = null;
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name.text && node.pos < name.pos && node.initializer !== undefined) {
      found = node.initializer;
    }
    ts.forEachChild(node, look);
  };
  look(name.getSourceFile());
  return found;
}

const tidy = (text: string): string => text.replaceAll(/…(?:…| …)*/g, VALUE).trim();

const isSentence = (text: string): boolean => (text.match(/[a-z]/gi)?.length ?? 0) >= MIN_LETTERS;
