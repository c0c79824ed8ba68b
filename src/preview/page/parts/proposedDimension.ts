/** Rather these than a dimension with a value of its own for every call. */
const PREFERRED = ['trunk', 'direction', 'dst_domain', 'src_domain', 'src_ip'];

/** A dimension of the records that divides well, as far as names tell. */
export function proposedDimension(dimensions: readonly string[]): string | undefined {
  return PREFERRED.find((name) => dimensions.includes(name)) ?? dimensions[0];
}
