import { expect, test } from '@grafana/plugin-e2e';

for (const [type, values] of [
  ['Call results', ['answered', 'busy']],
  ['Status codes', ['200', '486']],
] as const) {
  test(`a variable of ${type.toLowerCase()} offers them`, async ({ variableEditPage, page }) => {
    await variableEditPage.setVariableType('Query');
    await variableEditPage.datasource.set('Call records');
    await page.getByRole('radio', { name: type }).check({ force: true });
    await variableEditPage.runQuery();
    await expect(variableEditPage).toDisplayPreviews([...values]);
  });
}

test('a variable of a dimension offers its values', async ({ variableEditPage, page }) => {
  await variableEditPage.setVariableType('Query');
  await variableEditPage.datasource.set('Call records');
  await page.getByRole('radio', { name: 'Values of a dimension' }).check({ force: true });
  await page.getByLabel('Dimension', { exact: true }).click();
  await page.keyboard.type('trunk');
  await page.keyboard.press('Enter');
  await variableEditPage.runQuery();
  await expect(page.getByTestId(/Variable editor Preview of Values option/).first()).toBeVisible();
});
