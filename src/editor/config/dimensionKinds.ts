import type { DimensionSetting } from '../../domain/dimensionSettings';
import { message, t } from '../locale/translate';

export const DIMENSION_KINDS = ['column', 'domain', 'prefix', 'direction'] as const;
export type DimensionKind = (typeof DIMENSION_KINDS)[number];

export const DIMENSION_KIND_FACTS: Readonly<Record<DimensionKind, { readonly label: string; readonly description: string }>> = {
  column: { label: message('Column'), description: message('The value of a column') },
  domain: { label: message('Domain'), description: message('The domain of an address: carrier.example in sip:100@carrier.example') },
  prefix: { label: message('Prefix'), description: message('The longest of your prefixes that a number starts with') },
  direction: { label: message('Direction'), description: message('inbound, outbound, internal or transit, by your domains and numbers') },
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
    return t('Enter a name.');
  }
  if (all.filter(({ name }) => name === dimension.name).length > 1) {
    return t('"{{name}}" is used twice; give each dimension a different name.', { name: dimension.name });
  }
  if ('column' in dimension ? dimension.column === '' : dimension.from === '' || dimension.to === '') {
    return t('Enter a column of your records.');
  }
  if ('prefixes' in dimension) {
    const wrong = dimension.prefixes.find((prefix) => !/^\+?\d{1,20}$/.test(prefix));
    return wrong !== undefined
      ? t('"{{wrong}}" is not a prefix; enter leading digits such as 49 or +4930.', { wrong })
      : dimension.prefixes.length === 0
        ? t('Enter at least one prefix, such as 49 or +4930.')
        : null;
  }
  return 'own' in dimension && dimension.own.length === 0 ? t('Enter at least one of your domains or prefixes.') : null;
}
