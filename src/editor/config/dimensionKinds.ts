import type { DimensionSetting } from '../../domain/settings';

export const DIMENSION_KINDS = ['column', 'domain', 'prefix', 'direction'] as const;
export type DimensionKind = (typeof DIMENSION_KINDS)[number];

export const DIMENSION_KIND_FACTS: Readonly<Record<DimensionKind, { readonly label: string; readonly description: string }>> = {
  column: { label: 'Column', description: 'The value of a column as it stands' },
  domain: { label: 'Domain of an address', description: 'carrier.example of sip:100@carrier.example' },
  prefix: { label: 'Leading digits', description: 'The longest of your prefixes that a number begins with' },
  direction: { label: 'Direction', description: 'inbound, outbound, internal or transit, by what is your own' },
};

export function kindOf(dimension: DimensionSetting): DimensionKind {
  return 'derive' in dimension ? dimension.derive : 'column';
}

/** The same dimension as another kind; what both kinds know is kept. */
export function asKind(dimension: DimensionSetting, kind: DimensionKind): DimensionSetting {
  const { name } = dimension;
  const column = 'column' in dimension ? dimension.column : dimension.to;
  switch (kind) {
    case 'column':
      return { name, column };
    case 'domain':
      return { name, column, derive: 'domain' };
    case 'prefix':
      return { name, column, derive: 'prefix', prefixes: [] };
    case 'direction':
      return { name, derive: 'direction', from: 'from', to: column === '' ? 'to' : column, own: [] };
  }
}

/** What is wrong with one dimension among all, in words; null if it is fine. */
export function dimensionProblem(dimension: DimensionSetting, all: readonly DimensionSetting[]): string | null {
  if (dimension.name === '') {
    return 'Give the dimension a name.';
  }
  if (all.filter(({ name }) => name === dimension.name).length > 1) {
    return `"${dimension.name}" is named twice; give each dimension a name of its own.`;
  }
  if ('column' in dimension ? dimension.column === '' : dimension.from === '' || dimension.to === '') {
    return 'Name the column of your records.';
  }
  if ('prefixes' in dimension) {
    const wrong = dimension.prefixes.find((prefix) => !/^\+?\d{1,20}$/.test(prefix));
    return wrong !== undefined
      ? `"${wrong}" is no prefix; write leading digits such as 49 or +4930.`
      : dimension.prefixes.length === 0
        ? 'Name at least one prefix, such as 49 or +4930.'
        : null;
  }
  return 'own' in dimension && dimension.own.length === 0 ? 'Name at least one domain or prefix of your own.' : null;
}
