import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { parseCallQuery, QUERY_KINDS } from '../../src/kinds/kinds';
import { showPage, type ShownPage } from '../preview/support/npmStart';
import { type RunningBrowser, startChromium } from '../support/chromium';
import { KAMAILIO, RecordsFolder } from '../support/records';
import { namelessControls } from './harness/openEditor';

const PICTURES = path.resolve(__dirname, '../../.build/pictures');

/** A notice of any severity. */
const ALERT = '[data-testid^="data-testid Alert"]';
/** What an answer can be made of: rows, the canvas of a chart, the cells of a heat map, sentences. */
const DRAWN = 'tbody tr, canvas, svg rect, p';

let browser: RunningBrowser;
let sample: ShownPage;
let kamailio: ShownPage;
let asterisk: ShownPage;
const records = new RecordsFolder();

/** Two calls that were tried twice, one of them with success. */
const CDR = `calldate,src,dst,disposition,duration,billsec,uniqueid,linkedid,sequence
2026-11-20 08:00:00,100,200,BUSY,5,0,1.1,1.1,1
2026-11-20 08:00:05,100,201,ANSWERED,65,60,1.2,1.1,2
2026-11-20 08:10:00,100,200,BUSY,5,0,2.1,2.1,3
2026-11-20 08:10:05,100,201,NO ANSWER,30,0,2.2,2.1,4
`;

beforeAll(async () => {
  browser = await startChromium({ width: 1440, height: 900 });
  sample = await showPage([]);
  kamailio = await showPage([KAMAILIO, '--layout', 'kamailio']);
  asterisk = await showPage([records.at(records.put({ 'cdr.csv': CDR })), '--layout', 'asterisk']);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([sample?.interrupt(), kamailio?.interrupt(), asterisk?.interrupt()]);
  await records.remove();
});

interface Opened {
  readonly page: Page;
  readonly errors: string[];
  /** How many questions were asked since the gallery was opened. */
  asked(): number;
}

async function openGallery({ address }: ShownPage): Promise<Opened> {
  const page = await browser.context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  await page.getByRole('region', { name: 'Distribution' }).getByRole('row').nth(6).waitFor();
  let questions = 0;
  page.on('request', (request) => (questions += request.url().endsWith('/api/arrow/query') ? 1 : 0));
  await page.getByRole('tab', { name: 'Gallery' }).click();
  await page.locator('[data-kind]').first().waitFor();
  return { page, errors, asked: () => questions };
}

/** Every card, each brought into view so that it asks, and answered. */
async function answeredCards(page: Page): Promise<Locator[]> {
  const cards = await page.locator('[data-kind]').all();
  for (const card of cards) {
    await card.scrollIntoViewIfNeeded();
    await card.getByTestId('answer').locator(`${DRAWN}, ${ALERT}`).first().waitFor();
  }
  return cards;
}

async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
}

test('every kind has a card with a drawn answer, and its query is one', async () => {
  const { page, errors } = await openGallery(sample);
  const cards = await answeredCards(page);
  const kinds = await Promise.all(cards.map((card) => card.getAttribute('data-kind')));
  expect([...new Set(kinds)]).toEqual([...QUERY_KINDS]);
  for (const [index, card] of cards.entries()) {
    const answer = card.getByTestId('answer');
    expect(await answer.locator(DRAWN).count()).toBeGreaterThan(0);
    expect(await answer.locator(ALERT).allInnerTexts()).toEqual([]);
    const query = parseCallQuery(JSON.parse((await card.locator('pre').textContent()) ?? ''));
    expect(query.kind).toBe(kinds[index]);
  }
  expect(await namelessControls(page)).toEqual([]);
  expect(errors).toEqual([]);
  await picture(page, 'gallery-light');
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await picture(page, 'gallery-dark');
  await page.setViewportSize({ width: 420, height: 900 });
  await picture(page, 'gallery-narrow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
}, 120_000);

test('only what is near the viewport is asked, and only once', async () => {
  const { page, asked } = await openGallery(sample);
  const cards = page.locator('[data-kind]');
  await cards.first().getByTestId('answer').locator(DRAWN).first().waitFor();
  await page.waitForTimeout(1_000);
  expect(asked()).toBeLessThan((await cards.count()) / 2);
  await answeredCards(page);
  await page.waitForTimeout(1_000);
  const all = asked();
  expect(all).toBe(await cards.count());
  await cards.first().scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  expect(asked()).toBe(all);
}, 60_000);

test('an example goes on in the query editor', async () => {
  const { page } = await openGallery(sample);
  await page.getByRole('button', { name: 'Edit the query of “Codes behind the failures”' }).click();
  await page.getByRole('region', { name: 'Answer' }).locator('tbody tr').first().waitFor();
  expect(JSON.parse((await page.getByTestId('query-json').textContent()) ?? '')).toEqual({
    refId: 'A',
    version: 1,
    kind: 'codes',
    results: ['timeout', 'unavailable', 'failed'],
  });
}, 60_000);

test('records without a dimension are told so, and the other cards are answered', async () => {
  const { page, errors } = await openGallery(kamailio);
  const cards = await answeredCards(page);
  const runs = page.getByRole('region', { name: 'Nightly test runs: passed or failed' });
  expect(await runs.locator(ALERT).allInnerTexts()).toEqual(['These records have no dimension “run_id”. Put one of yours in its place.']);
  expect(await page.getByRole('region', { name: 'How the calls ended' }).locator('tbody tr').count()).toBe(7);
  expect(cards.length).toBeGreaterThan(QUERY_KINDS.length);
  // Where any grouping will do, one of their own replaces it; and a minute of calls is not drawn by the day.
  const trend = page.getByRole('region', { name: 'Unavailable calls by trunk' });
  expect(await trend.getByText('here by dst_domain').count()).toBe(1);
  expect(JSON.parse((await trend.locator('pre').textContent()) ?? '')).toMatchObject({ splitBy: ['dst_domain'], bucket: 'auto' });
  expect(errors).toEqual([]);
  await picture(page, 'gallery-own-records');
}, 120_000);

test('records that hold attempts have cards of them, others have none', async () => {
  const { page, errors } = await openGallery(asterisk);
  await answeredCards(page);
  const attempts = page.getByRole('region', { name: 'How single attempts ended' });
  expect(await attempts.locator('tbody tr').count()).toBe(3);
  const rescue = page.getByRole('region', { name: 'What trying again is worth' });
  const bars = (await rescue.locator('tbody tr').allInnerTexts()).map((row) => row.split(/\s{2,}|\t|\n/).filter((text) => text !== ''));
  expect(bars.filter(([name]) => name === 'retry rescue' || name === 'retry rescue of')).toEqual([
    ['retry rescue', '50%'],
    ['retry rescue of', '2'],
  ]);
  // A share is drawn as one beside counts.
  const filled = await rescue
    .locator('tbody tr')
    .first()
    .locator('td > div > div')
    .evaluate((bar) => bar.getBoundingClientRect().width / (bar.parentElement?.getBoundingClientRect().width ?? NaN));
  expect(filled).toBeCloseTo(0.5, 1);
  expect(errors).toEqual([]);
  const { page: ofCalls } = await openGallery(kamailio);
  expect(await ofCalls.getByRole('region', { name: 'What trying again is worth' }).count()).toBe(0);
}, 120_000);
