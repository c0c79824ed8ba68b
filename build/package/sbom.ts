import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { Notice } from '../notices';

/** What a package contains of others, as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/). */
export function billOfMaterials(
  plugin: { readonly id: string; readonly version: string; readonly license: string },
  notices: readonly Notice[],
  time: Date
): string {
  const licenses = new Contrib.License.Factories.LicenseFactory(refuseUnlessExpression);
  const root = new Models.Component(Enums.ComponentType.Application, plugin.id, { version: plugin.version, bomRef: plugin.id });
  root.licenses.add(licenses.makeFromString(plugin.license));
  const bom = new Models.Bom({ metadata: new Models.Metadata({ timestamp: time, component: root }) });
  for (const notice of distinct(notices)) {
    const component = componentOf(notice);
    component.licenses.add(licenses.makeFromString(notice.license));
    bom.components.add(component);
    root.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function refuseUnlessExpression(license: string): void {
  if (!/ (?:OR|AND|WITH) /.test(license)) {
    throw new Error(`${license} is no expression of SPDX.`);
  }
}

function componentOf({ name, version, purl }: Notice): Models.Component {
  const [group, own] = name.startsWith('@') ? (name.split('/') as [string, string]) : [undefined, name];
  return new Models.Component(Enums.ComponentType.Library, own, { group, version, purl: purl ?? undefined, bomRef: `${name}@${version}` });
}

/** The executable and the browser's part contain some of the same works. */
const distinct = (notices: readonly Notice[]): Iterable<Notice> =>
  new Map(notices.map((notice) => [`${notice.name}@${notice.version}`, notice])).values();
