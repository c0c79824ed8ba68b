/** Elements nested deeper are not those of a call. */
const MAX_DEPTH = 50;
const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([^\s<>/="']+)\s*>|<([^\s<>/="'!?]+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

type XmlValue = string | XmlElement | readonly XmlValue[];
export interface XmlElement {
  readonly [name: string]: XmlValue;
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: Map<string, XmlValue[]>;
}

/**
 * What is inside of the root element of a document: texts, and elements that have elements; a list where a name occurs several times.
 * Attributes and entities of the document's own are left out. Null if it is not well-formed.
 */
export function parseXml(text: string): { readonly root: string; readonly content: XmlValue } | null {
  const open: OpenElement[] = [];
  let result: { root: string; content: XmlValue } | null = null;
  const close = (element: OpenElement) => {
    const content: XmlValue =
      element.children.size === 0
        ? element.text.trim()
        : Object.fromEntries([...element.children].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
    const parent = open.at(-1);
    if (parent === undefined) {
      result = { root: element.name, content };
    } else {
      const others = parent.children.get(element.name);
      if (others === undefined) {
        parent.children.set(element.name, [content]);
      } else {
        others.push(content);
      }
    }
  };
  const body = text.replace(/^\uFEFF/, '');
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const token = TOKEN.exec(body);
    if (token === null) {
      return null;
    }
    const [, data, closing, opening, , empty, plain] = token;
    const current = open.at(-1);
    if (closing !== undefined) {
      if (current?.name !== closing) {
        return null;
      }
      open.pop();
      close(current);
    } else if (opening !== undefined) {
      const element = { name: opening, text: '', children: new Map() };
      if (result !== null || open.length >= MAX_DEPTH) {
        return null;
      }
      if (empty === '/') {
        close(element);
      } else {
        open.push(element);
      }
    } else if (current !== undefined) {
      current.text += data ?? withoutEntities(plain ?? '');
    } else if ((data ?? plain ?? '').trim() !== '') {
      return null;
    }
  }
  return open.length === 0 ? result : null;
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal: string, hex: string, name: string) => {
    const point = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
    return name === undefined ? (point <= 0x10ffff ? String.fromCodePoint(point) : whole) : (ENTITIES[name] ?? whole);
  });
}
