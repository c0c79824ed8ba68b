/**
 * Refuses files that import each other, be it over others or only for types. The rule `no-cycle` of eslint-plugin-import-x
 * skips `import type`, through which most circles of typed code run.
 */
import path from 'node:path';
import ts from 'typescript';

/** A project's circles, found once for each program that the type checker builds. */
const circlesOfProgram = new WeakMap();

export const noImportCycles = {
  meta: {
    type: 'problem',
    docs: { description: 'Refuse files that import each other' },
    schema: [],
    messages: { circle: 'This import closes a circle: {{files}}. Move what they share to a file of its own.' },
  },
  create(context) {
    const program = context.sourceCode.parserServices.program;
    if (!circlesOfProgram.has(program)) {
      circlesOfProgram.set(program, circlesIn(importsOf(program)));
    }
    const circle = circlesOfProgram.get(program).get(context.filename);
    if (circle === undefined) {
      return {};
    }
    const files = circle.map((file) => path.relative(context.cwd, file)).join(', ');
    const check = (node) => {
      if (node.source && circle.includes(resolve(program, node.source.value, context.filename))) {
        context.report({ node: node.source, messageId: 'circle', data: { files } });
      }
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};

function importsOf(program) {
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile && !file.fileName.includes('/node_modules/'));
  return new Map(
    files.map((file) => [
      file.fileName,
      file.statements
        .map((statement) => statement.moduleSpecifier?.text)
        .filter((name) => name !== undefined)
        .map((name) => resolve(program, name, file.fileName))
        .filter((imported) => imported !== undefined),
    ])
  );
}

function resolve(program, name, from) {
  return name.startsWith('.')
    ? ts.resolveModuleName(name, from, program.getCompilerOptions(), ts.sys).resolvedModule?.resolvedFileName
    : undefined;
}

/** Each file that is in a circle, with all files of it: Tarjan's strongly connected components. */
function circlesIn(graph) {
  const circles = new Map();
  const order = new Map();
  const lowest = new Map();
  const open = [];
  const visit = (file) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    open.push(file);
    for (const imported of graph.get(file) ?? []) {
      if (!order.has(imported)) {
        visit(imported);
        lowest.set(file, Math.min(lowest.get(file), lowest.get(imported)));
      } else if (open.includes(imported)) {
        lowest.set(file, Math.min(lowest.get(file), order.get(imported)));
      }
    }
    if (lowest.get(file) === order.get(file)) {
      const circle = open.splice(open.indexOf(file)).sort();
      if (circle.length > 1) {
        circle.forEach((member) => circles.set(member, circle));
      }
    }
  };
  [...graph.keys()].filter((file) => !order.has(file)).forEach(visit);
  return circles;
}
