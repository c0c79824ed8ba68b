import { type OperationNode, RawNode, ValueNode } from 'kysely';

/** Lists up to this length are written out, which is easier to read. */
const LONGEST_WRITTEN = 20;
/** A field of a request may have 128 KiB, and escaping may double it. */
const MAX_BYTES = 60 * 1024;

/**
 * The texts of a long list of parameters (`in (a, b, c)`) or of tuples of them (`in ((a, b), (c, d))`), one array per
 * place in the tuple. Null for anything else. ClickHouse takes a thousand parameters and a quarter of a megabyte of statement, which
 * the values of one filter would exceed; an array is a single parameter.
 */
export function longValueList(node: RawNode, parent: OperationNode | undefined): readonly (readonly string[])[] | null {
  const items = isLookedUpIn(node, parent) ? listed(node) : null;
  if (items === null || items.length <= LONGEST_WRITTEN) {
    return null;
  }
  const rows: string[][] = [];
  for (const item of items) {
    const row = texts(item);
    if (row === null || row.length !== (rows[0]?.length ?? row.length)) {
      return null;
    }
    rows.push(row);
  }
  return (rows[0] ?? []).map((_, place) => rows.map((row) => row[place] ?? ''));
}

/** Cuts a list so that each part fits into a parameter. */
export function partsOf(values: readonly string[]): string[][] {
  const parts: string[][] = [];
  let bytes = Infinity;
  for (const value of values) {
    const size = Buffer.byteLength(value) + 3;
    if (bytes + size > MAX_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(value);
    bytes += size;
  }
  return parts;
}

function isLookedUpIn(node: RawNode, parent: OperationNode | undefined): boolean {
  if (parent === undefined || !RawNode.is(parent)) {
    return false;
  }
  const place = parent.parameters.indexOf(node);
  return /\sin \($/.test(parent.sqlFragments[place] ?? '') && (parent.sqlFragments[place + 1] ?? '').startsWith(')');
}

/** What commas and nothing else stand between, as kysely joins it: every other parameter is a comma. */
function listed({ sqlFragments, parameters }: RawNode): readonly OperationNode[] | null {
  const isList =
    sqlFragments.every((fragment) => fragment === '') && parameters.every((parameter, index) => index % 2 === 0 || isComma(parameter));
  return isList && parameters.length > 0 ? parameters.filter((_, index) => index % 2 === 0) : null;
}

function isComma(node: OperationNode): boolean {
  return RawNode.is(node) && node.parameters.length === 0 && node.sqlFragments.join('') === ', ';
}

function texts(node: OperationNode): string[] | null {
  const text = textOf(node);
  if (text !== null) {
    return [text];
  }
  const inner = wrapped(node, '(', ')');
  const items = inner !== null && RawNode.is(inner) ? listed(inner) : null;
  const values = items?.map(textOf);
  return values === undefined || values.includes(null) ? null : values.flatMap((value) => value ?? []);
}

function textOf(node: OperationNode): string | null {
  const inner = wrapped(node, '', '') ?? node;
  return ValueNode.is(inner) && typeof inner.value === 'string' && inner.immediate !== true ? inner.value : null;
}

/** What stands between the two texts and nothing else does. */
function wrapped(node: OperationNode, before: string, after: string): OperationNode | null {
  if (!RawNode.is(node) || node.parameters.length !== 1 || node.sqlFragments[0] !== before || node.sqlFragments[1] !== after) {
    return null;
  }
  return node.parameters[0] ?? null;
}
