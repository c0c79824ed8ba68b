import type { DimensionSetting } from '../../domain/dimensionSettings';

export const DIMENSION_KINDS = ['column', 'domain', 'prefix', 'direction'] as const;
export type DimensionKind = (typeof DIMENSION_KINDS)[number];

export const DIMENSION_KIND_FACTS: Readonly<Record<DimensionKind, { readonly label: string; readonly description: string }>> = {
  column: { label: 'Column', description: 'The value of a column' },
  domain: { label: 'Domain', description: 'The domain of an address: carrier.example in sip:100@carrier.example' },
  prefix: { label: 'Prefix', description: 'The longest of your prefixes that a number starts with' },
  direction: { label: 'Direction', description: 'inbound, outbound, internal or transit, by your domains and numbers' },
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

/** What is wrong with one dimension among all; null if nothing. */
export function dimensionProblem(dimension: DimensionSetting, all: readonly DimensionSetting[]): string | null {
  if (dimension.name === '') {
    return 'Enter a name.';
  }
  if (all.filter(({ name }) => name === dimension.name).length > 1) {
    return `"${dimension.name}" is used twice; give each dimension a different name.`;
  }
  if ('column' in dimension ? dimension.column === '' : dimension.from === '' || dimension.to === '') {
    return 'Enter a column of your records.';
  }
  if ('prefixes' in dimension) {
    const wrong = dimension.prefixes.find((prefix) => !/^\+?\d{1,20}$/.test(prefix));
    return wrong !== undefined
      ? `"${wrong}" is not a prefix; enter leading digits such as 49 or +4930.`
      : dimension.prefixes.length === 0
        ? 'Enter at least one prefix, such as 49 or +4930.'
        : null;
  }
  return 'own' in dimension && dimension.own.length === 0 ? 'Enter at least one of your domains or prefixes.' : null;
}
