/** What a link or a picture of the README leads to within the repository. */
const WITHIN = String.raw`(?!https?:|#)[^()\s]+`;
const PICTURE = new RegExp(String.raw`!\[([^\]]*)\]\((${WITHIN})\)`, 'g');
const LINK = new RegExp(String.raw`\[([^\]]+)\]\((${WITHIN})\)`, 'g');
const TAG = new RegExp(String.raw`<img src="${WITHIN}"[^>]*>\n*`, 'g');

/**
 * The README as the plugin's folder has it. Grafana and its catalog show it where no other file of the repository is, and the catalog takes no relative links: they
 * lead to the repository as of the version, or are the names of the pages while the repository has no address.
 * @param repository the address of the repository, as `package.json` names it
 */
export function packagedReadme(markdown: string, repository: string | null, version: string): string {
  const address = (view: string, path: string) => `${repository}/${view}/v${version}/${path}`;
  return markdown
    .replace(TAG, '')
    .replace(PICTURE, (_, text: string, path: string) => (repository === null ? '' : `![${text}](${address('raw', path)})`))
    .replace(LINK, (_, text: string, path: string) => (repository === null ? `${text} (${path})` : `[${text}](${address('blob', path)})`))
    .replace(/\n{3,}/g, '\n\n');
}
