/**
 * The SQL statements that a part of a page shows, in its order.
 * @param kind what stands behind `sql` where such a block begins
 */
export function statementsOf(part: string, kind = ''): string[] {
  const blocks = [...part.matchAll(new RegExp(`^ *\`\`\`sql${kind}\\n([^]*?)\`\`\``, 'gm'))].map(([, text]) => text ?? '');
  return blocks.flatMap((text) => text.split(';').map((statement) => statement.trim())).filter((statement) => statement !== '');
}
