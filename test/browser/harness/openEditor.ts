import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type RunningBrowser, startChromium } from '../../support/chromium';
import { type AnswerResource, type EditorServer, startEditorServer } from './editorServer';

const PICTURES = path.resolve(__dirname, '../../../.build/pictures');

export interface EditorBench {
  readonly server: EditorServer;
  /** A fresh page with one editor; `errors` collects what the page threw. */
  open(parameters: Readonly<Record<string, string>>): Promise<OpenEditor>;
  close(): Promise<void>;
}

export interface OpenEditor {
  readonly page: Page;
  readonly errors: readonly string[];
  /** What the editor has given back last. */
  emitted(): Promise<unknown>;
  /** What the configuration has given back last beside its `jsonData`. */
  emittedSource(): Promise<unknown>;
  /** Saves a picture of the page for people to look at. */
  picture(name: string): Promise<void>;
}

/** @param answerResource who answers for the plugin's resources; absent: fixed answers */
export async function startEditorBench(answerResource: AnswerResource | null = null): Promise<EditorBench> {
  const server = await startEditorServer(answerResource);
  const browser: RunningBrowser = await startChromium();
  const open = async (parameters: Readonly<Record<string, string>>): Promise<OpenEditor> => {
    const page = await browser.context.newPage();
    page.setDefaultTimeout(8_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(server.url(parameters));
    await page.getByTestId('emitted').waitFor({ timeout: 20_000 });
    return {
      page,
      errors,
      emitted: async () => JSON.parse((await page.getByTestId('emitted').textContent()) ?? 'null') as unknown,
      emittedSource: async () => JSON.parse((await page.getByTestId('emitted-source').textContent()) ?? 'null') as unknown,
      picture: async (name) => {
        await mkdir(PICTURES, { recursive: true });
        await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
      },
    };
  };
  return {
    server,
    open,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Opens a folded section of the configuration. */
export async function unfold(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    await page.getByRole('button', { name: `Expand section ${title}`, exact: true }).click();
  }
}

/** Opens a select by its name and picks one of its options. */
export async function choose(page: Page, select: string, option: string | RegExp): Promise<void> {
  await page.getByLabel(select, { exact: true }).click();
  await optionOf(page, option).click();
}

export function optionOf(page: Page, option: string | RegExp): Locator {
  return page.getByTestId('data-testid Select option').filter({ hasText: option }).first();
}

/** Waits until something holds, for at most five seconds. */
export async function eventually(check: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!check()) {
    if (Date.now() > end) {
      throw new Error(`never happened: ${String(check)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Controls that a screen reader could not name. */
export function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const named = (element: HTMLElement): boolean => {
      const labels = 'labels' in element && element.labels instanceof NodeList ? element.labels.length : 0;
      const referenced = element.getAttribute('aria-labelledby');
      return Boolean(
        element.getAttribute('aria-label') ||
        labels > 0 ||
        (referenced !== null && document.getElementById(referenced)?.textContent) ||
        (element instanceof HTMLButtonElement && element.textContent)
      );
    };
    const controls = [...document.querySelectorAll<HTMLElement>('input:not([type=hidden]), textarea, button, [role=radiogroup]')];
    return controls
      .filter((element) => element.getClientRects().length > 0 && !named(element))
      .map((element) => element.outerHTML.slice(0, 200));
  });
}
