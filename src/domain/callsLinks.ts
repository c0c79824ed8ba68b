/** A link to calls in Explore, as a field of Grafana's frames has it. */
export interface CallsLink {
  readonly title: string;
  readonly url: '';
  readonly internal: { readonly datasourceUid: string; readonly datasourceName: string; readonly query: CallsLinkQuery };
}

/** A query of the kind `calls`; what has no effect is absent. */
export interface CallsLinkQuery {
  readonly refId: string;
  readonly version: number;
  readonly kind: 'calls';
  readonly unit?: string;
  readonly results?: readonly string[];
  readonly filters?: readonly object[];
  readonly timeZone?: string;
}

/** What the links of a frame have in common. */
export interface SharedLink {
  readonly title: string;
  readonly datasourceUid: string;
  readonly datasourceName: string;
  readonly query: CallsLinkQuery;
}

/** What the link of one field has beside it: filters in addition, and whatever is another. */
export interface OwnLink {
  readonly title?: string;
  readonly results?: readonly string[];
  readonly filters?: readonly object[];
}

/** `meta.custom.links` of light frames: the links of all fields, what they have in common said once. */
export interface FrameLinks extends SharedLink {
  /** By field; null where one leads nowhere. */
  readonly of: readonly (OwnLink | null)[];
}

export function callsLinkOf({ title, datasourceUid, datasourceName, query }: SharedLink, own: OwnLink): CallsLink {
  const { results = query.results, filters: more = [] } = own;
  const filters = [...(query.filters ?? []), ...more];
  const asked = { ...query, ...(results === undefined ? {} : { results }), ...(filters.length === 0 ? {} : { filters }) };
  return { title: own.title ?? title, url: '', internal: { datasourceUid, datasourceName, query: asked } };
}

/** @param own of each field; its first link tells the title that most have */
export function frameLinks(
  shared: Omit<SharedLink, 'title'>,
  own: readonly ((OwnLink & { readonly title: string }) | null)[]
): FrameLinks | null {
  const title = own.find((link) => link !== null)?.title;
  return title === undefined ? null : { ...shared, title, of: own.map((link) => (link?.title === title ? withoutTitle(link) : link)) };
}

function withoutTitle({ results, filters }: OwnLink): OwnLink {
  return { ...(results === undefined ? {} : { results }), ...(filters === undefined ? {} : { filters }) };
}
