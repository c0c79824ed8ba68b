import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packagedReadme } from '../../build/packagedReadme';

const readme = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');

/** As `@grafana/plugin-validator` 0.45.6 finds links (analyzer `brokenlinks`). */
const linksOf = (markdown: string) => [...markdown.matchAll(/\[.+?\]\((.+?)\)/g)].map(([, target]) => target);

describe('the README in the package', () => {
  test('has no relative links', () => {
    expect(linksOf(readme).filter((link) => link?.startsWith('docs/'))).not.toEqual([]);
    const packaged = packagedReadme(readme, null, '1.2.3');
    expect(linksOf(packaged).filter((link) => !link?.startsWith('https://'))).toEqual([]);
    expect(packaged).not.toMatch(/<img src="(?!https:)/);
  });

  test('names the pages while the repository has no address', () => {
    const markdown =
      '<img src="src/logo.svg" alt="">\n\n# A\n\n![The wall](docs/wall.png)\n\nSee [install](docs/install.md#docker) and [Node](https://nodejs.org).\n';
    expect(packagedReadme(markdown, null, '1.2.3')).toBe('# A\n\nSee install (docs/install.md#docker) and [Node](https://nodejs.org).\n');
  });

  test('leads to the repository as of the version', () => {
    expect(packagedReadme('![The wall](docs/wall.png) [install](docs/install.md#docker)', 'https://example.org/calls', '1.2.3')).toBe(
      '![The wall](https://example.org/calls/raw/v1.2.3/docs/wall.png) [install](https://example.org/calls/blob/v1.2.3/docs/install.md#docker)'
    );
  });
});
