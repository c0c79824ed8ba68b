import { expect, test } from '@grafana/plugin-e2e';
import { PLUGIN_ID } from '../../src/domain/pluginId';
import { PROVISIONED } from './dataSource';
import { watchErrors } from './watchErrors';

test('the provisioned data source passes its test', async ({ readProvisionedDataSource, gotoDataSourceConfigPage, page }) => {
  const errors = watchErrors(page);
  const source = await readProvisionedDataSource({ fileName: PROVISIONED.file });
  const config = await gotoDataSourceConfigPage(source.uid);
  await expect(page.getByLabel(/^Path/)).toBeDisabled();
  await page
    .getByTestId('data-testid Data source settings page Save and Test button')
    .or(page.getByRole('button', { name: 'Test' }))
    .first()
    .click();
  await expect(config).toHaveAlert('success', { hasText: /\d calls/ });
  expect(errors).toEqual([]);
});

test('a data source of one’s own is saved and passes its test, and one without records says what to do', async ({
  createDataSourceConfigPage,
  page,
}) => {
  const config = await createDataSourceConfigPage({ type: PLUGIN_ID });
  await page.getByLabel(/^Path/).fill('');
  await page.getByLabel(/^Path/).blur();
  await expect(config.saveAndTest()).toBeOK();
  await expect(config).toHaveAlert('success', { hasText: /\d calls/ });
  await page.getByLabel(/^Path/).fill('no-such-folder');
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(config).toHaveAlert('error', { hasText: 'no-such-folder' });
});
