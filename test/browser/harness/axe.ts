import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

const AXE = path.resolve(__dirname, '../../../node_modules/axe-core/axe.min.js');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds in Grafana's own Select, whoever uses it: where its menu is and how it scrolls, and the grays of what is disabled or below the cursor. */
const OF_GRAFANA: readonly { readonly rule: string; readonly html: RegExp }[] = [
  { rule: 'region', html: /^<div id="grafana-portal-container"/ },
  { rule: 'aria-required-children', html: /^<div role="listbox"/ },
  { rule: 'color-contrast', html: /grafana-select-option-description/ },
  { rule: 'color-contrast', html: /^<div class="css-\w+-singleValue/ },
];

/** What axe finds wrong in an editor, by all of its rules: each with the element that breaks it. */
export async function axeFindings(page: Page): Promise<string[]> {
  // What is fading in has the contrast of its fading.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(context: object): Promise<AxeResults> } }).axe.run({
      exclude: [['[data-testid^="emitted"]'], ['[data-testid="runs"]'], ['#grafana-portal-container:empty']],
    })
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !OF_GRAFANA.some((one) => one.rule === id && one.html.test(html)))
      .map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary.replace(/\s+/g, ' ')}`)
  );
}
