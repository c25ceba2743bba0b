import { expect, test } from './workbench.ts';

test('layers are added, resized, changed and removed, and the dimensions follow', async ({ workbench }) => {
  const page = await workbench.open();
  await expect(page.getByText('1,185 parameters')).toBeVisible();

  const first = page.getByRole('article', { name: 'Layer 1' });
  await first.getByRole('spinbutton', { name: 'Units' }).fill('8');
  await first.getByRole('spinbutton', { name: 'Units' }).press('Enter');
  const dimensions = page.getByRole('table', { name: 'Dimensions' });
  await expect(dimensions.getByRole('row').filter({ hasText: '(8, 2)' })).toBeVisible();
  await expect(dimensions.getByRole('row').filter({ hasText: '(32, 8)' })).toBeVisible();

  await first.getByRole('combobox', { name: 'Activation of layer 1' }).click();
  await page.getByRole('option', { name: 'ReLU', exact: true }).click();
  await expect(first.getByRole('combobox', { name: 'Activation of layer 1' })).toContainText('ReLU');

  await page.getByRole('button', { name: 'Remove layer 2' }).click();
  await expect(page.getByText('L = 2', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Remove layer 1' }).click();
  await expect(page.getByText('shallow: logistic regression')).toBeVisible();
});

test('undo takes back every edit and redo brings it again, by keyboard', async ({ workbench }) => {
  const page = await workbench.open();
  for (let edit = 0; edit < 5; edit += 1)
    await page.getByRole('button', { name: 'Add a layer after the input' }).click();
  await expect(page.getByText('L = 8', { exact: true })).toBeVisible();
  for (let edit = 0; edit < 5; edit += 1) await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('L = 3', { exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(page.getByText('L = 4', { exact: true })).toBeVisible();
});

test('other data refits the inputs, the output layer and the loss', async ({ workbench }) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: /^Digits/ }).click();
  const dimensions = page.getByRole('table', { name: 'Dimensions' });
  await expect(dimensions.getByRole('row').filter({ hasText: '(32, 64)' })).toBeVisible();
  await expect(dimensions.getByRole('row').filter({ hasText: '(10, 32)' })).toBeVisible();
  await expect(page.getByText('One unit for each of 10 classes.')).toBeVisible();
});

test('units that are refused say what is accepted and change nothing', async ({ workbench }) => {
  const page = await workbench.open();
  const units = page.getByRole('article', { name: 'Layer 1' }).getByRole('spinbutton', { name: 'Units' });
  await units.fill('0');
  await expect(page.getByRole('alert')).toContainText('A whole number from 1 to');
  await units.press('Escape');
  await expect(units).toHaveValue('32');
  await expect(page.getByText('1,185 parameters')).toBeVisible();
});

test('a layer is normalised, thinned and given a residual, and only layers that fit are offered', async ({
  workbench,
}) => {
  const page = await workbench.open();
  const second = page.getByRole('article', { name: 'Layer 2' });
  await second.getByRole('button', { name: /of layer 2$/ }).click();
  await second.getByRole('combobox', { name: 'Normalisation of layer 2' }).click();
  await page.getByRole('option', { name: 'Batch norm' }).click();
  const dimensions = page.getByRole('table', { name: 'Dimensions' });
  await expect(dimensions.getByRole('row').filter({ hasText: 'γ' })).toContainText('(32, 1)');
  await expect(page.getByText('1,249 parameters')).toBeVisible();

  await second.getByRole('spinbutton', { name: 'Dropout' }).fill('0.2');
  await second.getByRole('combobox', { name: 'Residual added in layer 2' }).click();
  await expect(page.getByRole('option', { name: /^Input .* 2 ≠ 32 units/ })).toBeDisabled();
  await page.getByRole('option', { name: 'Layer 1 (A₁)' }).click();
  await expect(second.getByText('Batch norm · dropout 0.2 · + A₁')).toBeVisible();

  await page.getByRole('button', { name: 'Add a layer after the input' }).click();
  const third = page.getByRole('article', { name: 'Layer 3' });
  await expect(third.getByText('Batch norm · dropout 0.2 · + A₂')).toBeVisible();
  await page.getByRole('button', { name: 'Remove layer 2' }).click();
  await expect(second.getByText('Batch norm · dropout 0.2', { exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(third.getByText('Batch norm · dropout 0.2 · + A₂')).toBeVisible();
});

test('another loss brings the output that goes with it', async ({ workbench }) => {
  const page = await workbench.open();
  const output = page.getByRole('article', { name: 'Layer 3' });
  await expect(output.getByText('sigmoid')).toBeVisible();
  await output.getByRole('combobox', { name: 'Loss' }).click();
  await page.getByRole('option', { name: 'Hinge' }).click();
  await expect(output.getByText('linear')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train this network' })).toBeEnabled();
});
